"""The ground floor: what an achievement is, how it is read, cleaned and kept.

Owns the truth. Imports nothing from the floors above.
"""
