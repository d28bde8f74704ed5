"""What kind of repeat it is: rules over the evidence, read from top to bottom; the first that holds names the type."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from search_api.duplicates.alignment import Mask
from search_api.duplicates.verdict import Verdict

Type = Literal[
    "原样重报",
    "改名重报",
    "换单位或换人重报",
    "数据变更",
    "拆分",
    "合并",
    "拼接",
    "升级延续",
    "同源模板",
    "同题异法",
]

SUSPECTED: Final = 0.5
"""Probability from which it is a repeat of some kind."""

BROUGHT: Final = 0.05
"""Share of a submission's text from which on an achievement counts as one of several that it was made of."""

PASSAGE: Final = 0.04
"""Share of a text that one copied passage makes up at least; the words that any two texts share make up less."""

TEMPLATE: Final = 24
"""Letters of templates from which on these are what two texts have in common."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a submission and an achievement when the type is named."""

    verdict: Verdict
    sources: Sequence[Verdict]
    """All suspected achievements that each bring text to the submission which none that is likelier brings."""
    templates: int
    """Letters that are a template's."""
    concentration: float
    """Share of the copied letters that stand in one passage."""

    @property
    def copied(self) -> float:
        """Share of the submission's text that stands in the achievement."""
        return self.verdict.seen("copied").value

    @property
    def contained(self) -> float:
        """Share of the achievement's text that stands in the submission."""
        return self.verdict.seen("contained").value

    def level(self, name: str) -> str:
        """Level of a kind of evidence."""
        return self.verdict.seen(name).level

    @property
    def title(self) -> str:
        """Level of the title, whether or not there is text besides."""
        level = self.level("title")
        return self.level("bare title") if level == "missing" else level

    @property
    def repeat(self) -> bool:
        """Whether it is suspected."""
        return self.verdict.probability >= SUSPECTED

    @property
    def sentences(self) -> bool:
        """Whether a sentence at least stands there word for word."""
        return self.level("longest") in ("paragraph", "sentences", "sentence")


def sources(copied: Iterable[tuple[Verdict, Mask]]) -> list[Verdict]:
    """Which verdicts, given likeliest first with the letters that each has in common, are the `sources` of a case."""
    found: list[Verdict] = []
    taken: Mask | None = None
    for verdict, mask in copied:
        if verdict.probability < SUSPECTED or not mask.size:
            continue
        taken = np.zeros(len(mask), bool) if taken is None else taken
        if (mask & ~taken).mean() >= BROUGHT:
            found.append(verdict)
        taken = taken | mask
    return found


def _own_hands(verdict: Verdict) -> bool:
    same_unit = verdict.seen("unit").level in ("same", "short name", "branch", "alike")
    return same_unit or verdict.seen("people").level in ("same order", "same", "part", "some")


def _continued(case: Case) -> bool:
    """Declared as a next stage; or referred to as one, with a text that is mostly new."""
    level = case.level("declared stage")
    return level == "declared" or (level == "referred" and case.copied < 0.5)


def _is_part(verdict: Verdict, least: float) -> bool:
    """Whether so much of an achievement stands in the submission, as a part of it."""
    return verdict.seen("contained").value >= least and 0.05 <= verdict.seen("copied").value <= 0.9


def _merged(case: Case) -> bool:
    """Two achievements or more stand in the submission, nearly whole; or in good part where they are one's own."""
    parts = [each for each in case.sources if _is_part(each, 0.3 if _own_hands(each) else 0.6)]
    return case.verdict in parts and len(parts) > 1


def _split(case: Case) -> bool:
    """Nearly all of it is a part of the achievement; or much of it, word for word, where that is one's own and akin."""
    if not case.repeat:
        return False
    of_a_part = case.copied >= 0.75 and case.contained <= min(0.85, case.copied - 0.12)
    akin = _own_hands(case.verdict) and case.level("meaning") != "other" and case.title in _RENAMED
    return of_a_part or (akin and case.sentences and case.copied >= 0.4 and case.contained <= 0.6)


def _pieced(case: Case) -> bool:
    """Of pieces of several achievements."""
    pieces = [each for each in case.sources if _is_part(each, 0.3)]
    return case.verdict in pieces and len(pieces) > 1 and case.title in _RENAMED


def _spliced(case: Case) -> bool:
    """One passage of the achievement within a text of its own; what is told anew has many small ones."""
    told_anew = case.level("vector ahead") in ("far ahead", "ahead")
    return (
        case.repeat
        and PASSAGE <= case.copied <= 0.5
        and case.concentration >= 0.6
        and (case.sentences or not told_anew)
        and case.title in ("other", "a little alike")
    )


def _changed(case: Case) -> bool:
    return case.repeat and case.copied >= 0.6 and case.level("figures") in ("most changed", "some changed")


def _by_others(case: Case) -> bool:
    strangers = case.level("people") in ("a namesake", "none")
    return case.repeat and (strangers or case.level("unit") in ("alike", "other"))


def _other_method(case: Case) -> bool:
    """Nearest of all in meaning and words, with rare words in common, and yet nothing is told as there."""
    ahead = all(case.level(f"{arm} ahead") in ("far ahead", "ahead") for arm in ("bigrams", "vector"))
    of_one_thing = case.level("rare words") not in ("hardly any", "missing") and case.level("copied") != "missing"
    return not case.repeat and ahead and of_one_thing and case.copied < 0.12


_RENAMED: Final = ("alike", "a little alike", "other")

RULES: Final[tuple[tuple[Type, Callable[[Case], bool]], ...]] = (
    ("升级延续", _continued),
    ("合并", _merged),
    ("拆分", _split),
    ("拼接", _pieced),
    ("拼接", _spliced),
    ("数据变更", _changed),
    ("改名重报", lambda case: case.repeat and case.copied >= 0.6 and case.title in _RENAMED),
    ("换单位或换人重报", _by_others),
    ("改名重报", lambda case: case.repeat and case.title in _RENAMED),
    ("换单位或换人重报", lambda case: case.repeat and case.level("people") == "some"),
    ("改名重报", lambda case: case.repeat and case.title != "same"),
    ("原样重报", lambda case: case.repeat),
    ("同题异法", lambda case: case.title in ("same", "nearly the same")),
    ("同源模板", lambda case: case.templates >= TEMPLATE),
    ("同题异法", _other_method),
)


def type_of(case: Case) -> Type | None:
    """The type; None where there is nothing to name."""
    return next((type for type, holds in RULES if holds(case)), None)
