"""Facts: money, changes, rights, application and ripeness as an achievement states them, each with its words.

`facts_of(achievement)` is the door; `facts_in(texts)` does the same for texts that are no achievement.
"""

from corpus.facts.extraction import facts_in, facts_of, field_text
from corpus.facts.facts import Applied, Benefit, Change, Evidence, Facts, Mention, OtherMoney, Stage

__all__ = [
    "Applied",
    "Benefit",
    "Change",
    "Evidence",
    "Facts",
    "Mention",
    "OtherMoney",
    "Stage",
    "facts_in",
    "facts_of",
    "field_text",
]
