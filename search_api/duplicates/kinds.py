"""What kind of repeat it is: rules over the evidence, read from top to bottom; the first that holds names the type."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

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


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a submission when its type is named: its best verdict, all of them, and its template letters."""

    best: Verdict
    all: Sequence[Verdict]
    templates: int
    """Letters of the submission that are a template's."""
    concentration: float
    """Share of the copied letters that stand in one passage."""

    @property
    def copied(self) -> float:
        """Share of the submission's text that stands in the achievement."""
        return self.best.seen("copied").value

    @property
    def contained(self) -> float:
        """Share of the achievement's text that stands in the submission."""
        return self.best.seen("contained").value

    def level(self, name: str) -> str:
        """Level of the best verdict's evidence."""
        return self.best.seen(name).level

    @property
    def title(self) -> str:
        """Level of the title, whether or not there is text besides."""
        level = self.level("title")
        return self.level("bare title") if level == "missing" else level

    @property
    def repeat(self) -> bool:
        """Whether anything is suspected."""
        return self.best.probability >= SUSPECTED


def _declared(case: Case) -> bool:
    return case.level("declared stage") == "declared"


def _merged(case: Case) -> bool:
    """Two achievements or more stand nearly whole in the submission, each being a part of it."""
    parts = [
        (each.seen("contained").value, each.seen("copied").value) for each in case.all if each.probability >= SUSPECTED
    ]
    wholes = [copied for contained, copied in parts if contained >= 0.6 and 0.05 <= copied <= 0.9]
    return case.repeat and len(wholes) >= 2


def _split(case: Case) -> bool:
    """Nearly all of it is a part of the achievement."""
    return case.repeat and case.copied >= 0.75 and case.contained <= min(0.85, case.copied - 0.12)


def _spliced(case: Case) -> bool:
    """One passage of the achievement within a text of its own; what is told anew has many small ones."""
    long = case.level("longest") in ("paragraph", "sentences", "sentence")
    told_anew = case.level("vector ahead") in ("far ahead", "ahead")
    return (
        case.repeat
        and 0 < case.copied <= 0.5
        and case.concentration >= 0.6
        and (long or not told_anew)
        and case.title in ("other", "a little alike")
    )


def _changed(case: Case) -> bool:
    return case.repeat and case.copied >= 0.6 and case.level("figures") in ("most changed", "some changed")


def _others(case: Case) -> bool:
    strangers = case.level("people") in ("none", "a namesake") or case.level("unit") in ("other", "alike")
    return case.repeat and strangers


def _renamed(case: Case) -> bool:
    return case.repeat and case.title != "same"


def _template(case: Case) -> bool:
    return not case.repeat and case.templates >= 24


def _other_method(case: Case) -> bool:
    return not case.repeat and case.title in ("same", "nearly the same")


RULES: Final[tuple[tuple[Type, Callable[[Case], bool]], ...]] = (
    ("升级延续", _declared),
    ("合并", _merged),
    ("拆分", _split),
    ("拼接", _spliced),
    ("数据变更", _changed),
    ("换单位或换人重报", _others),
    ("改名重报", _renamed),
    ("原样重报", lambda case: case.repeat),
    ("同题异法", _other_method),
    ("同源模板", _template),
)


def type_of(case: Case) -> Type | None:
    """The type; None where there is nothing to name."""
    return next((type for type, holds in RULES if holds(case)), None)
