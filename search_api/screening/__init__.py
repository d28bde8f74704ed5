"""转化候选: which achievements are worth transferring, by indicators that are each traceable to a sentence or a count.

Weights belong to staff; what is not known is shown as unknown and counts neither as zero nor as average.
"""
