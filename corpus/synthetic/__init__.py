"""Synthetic achievements (合成成果) for benchmarks: as many as wanted, plausible, the same for a seed.

They are made of words, not copied: industries with their equipment, kinds of trouble with fitting causes, methods
and effects, and sentence patterns stand in `words/`. Nothing in them is true.
"""

from corpus.synthetic.composing import SEED, achievements
from corpus.synthetic.writing import write_jsonl, write_workbook

__all__ = ["SEED", "achievements", "write_jsonl", "write_workbook"]
