"""The real texts that repeats are planted in, as achievements; what their source leaves out is made up by seed.

Of texts that are repeats of each other by themselves (fault reports are full of them), or that have the same title,
only the longest is taken.
"""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from benchmarks.duplicates import particulars
from benchmarks.held_out import HeldOut
from corpus.achievement import Achievement
from indexer.keys import letters

SEED: Final = 20_261
"""Everything that is drawn in this benchmark hangs on it."""

SHORTEST: Final = 15
"""Letters of the shortest text."""

LONG: Final = 80
"""Characters of a text that is more than a sentence or two."""

SAME: Final = 0.5
SAME_REPORT: Final = 0.2
"""Share of a text's runs of five letters in another text above which it is a repeat of that by itself.

Looked at by eye: patents that share less are different inventions in the wording of one applicant. Fault reports that
share a fifth of their runs are mostly one case as several handbooks have it, reworded.
"""

BARE_TITLES: Final = 1000
"""Records that have a title and no text."""

WITH_BENEFIT: Final = 0.5
"""Share of long texts that are given a benefit."""

_NOT_SAID: Final = re.compile(r"^\d*号?(汽车)?故障报告(综合情况)?[:：]?|相关资料：精通汽修.*")
_CLAUSE: Final = re.compile(r"[，。；：,;:、\s]|[a-z1-9]）")
_HEADINGS: Final = re.compile(r"故障(现象|描述|分析|原因(简要分析)?|排除)|处理原则|用户反映")
_DIGITS: Final = re.compile(r"\d+")
_SHORTEST_TITLE, _LONGEST_TITLE = 8, 24
_RUN: Final = 5

Kind = Literal["patent", "paper", "need", "fault", "title"]


@dataclass(frozen=True, slots=True)
class Text:
    """A real text as an achievement; `key` names its file and row, `kind` what it is."""

    key: str
    kind: Kind
    achievement: Achievement


def rank(key: str, use: str) -> float:
    """A number between 0 and 1 that a key has for a use, the same for ever and independent between uses."""
    return int.from_bytes(hashlib.sha256(f"{SEED} {use} {key}".encode()).digest()[:6]) / 2**48


def read_texts(data: HeldOut, keep: frozenset[str]) -> list[Text]:
    """All texts, in the order of their files; those with a key in `keep` even where they are repeats by themselves."""
    texts = [*_patents(data), *_papers(data), *_needs(data), *_faults(data)]
    kept = {text.key for text in _distinct(sorted(texts, key=lambda text: (text.key not in keep, -_length(text))))}
    return [*(text for text in texts if text.key in kept), *_bare_titles(data, {t.achievement.title for t in texts})]


def trained_texts(data: HeldOut) -> frozenset[str]:
    """Keys of the patents and needs that the bundled encoder was trained on. It has seen all fault reports too."""
    tuning = {row["id"] for row in data.tuning_patents}
    patents = (f"patents {at}" for at, row in enumerate(data.patents) if row["id"] in tuning)
    needs = (f"needs {at}" for at, row in enumerate(data.rows("needs.jsonl")) if row["id"] not in data.test_needs)
    return frozenset((*patents, *needs))


def _patents(data: HeldOut) -> Iterator[Text]:
    for at, row in enumerate(data.patents):
        yield _dressed(f"patents {at}", "patent", row["title"], row["abstract"], unit=row["assignee"])


def _papers(data: HeldOut) -> Iterator[Text]:
    for at, row in enumerate(data.rows("csl.jsonl")):
        yield _dressed(f"csl {at}", "paper", row["title"], row["abstract"])


def _needs(data: HeldOut) -> Iterator[Text]:
    for at, row in enumerate(data.rows("needs.jsonl")):
        if row["content"].strip():
            yield _dressed(f"needs {at}", "need", row["title"], row["content"])


def _faults(data: HeldOut) -> Iterator[Text]:
    """Fault reports have no title: their first clause that says something serves as one."""
    for at, row in enumerate(data.rows("fault_texts.jsonl")):
        text = _NOT_SAID.sub("", row["text"]).strip()
        clauses = (_HEADINGS.sub("", clause) for clause in _CLAUSE.split(text))
        title = next((clause for clause in clauses if len(clause) >= _SHORTEST_TITLE), text)
        if text:
            yield _dressed(f"fault_texts {at}", "fault", title[:_LONGEST_TITLE], text)


def _bare_titles(data: HeldOut, known: set[str]) -> list[Text]:
    """Records without text: awarded innovations, filled up with titles of papers."""
    with (data.folder / "achievement_titles.tsv").open(encoding="utf-8", newline="") as lines:
        awarded = [_awarded(at, row) for at, row in enumerate(csv.DictReader(lines, delimiter="\t"))]
    papers = [
        _dressed(f"csl_titles {at}", "title", row["title"], "")
        for at, row in enumerate(data.rows("csl_titles.jsonl"))
        if row["title"] not in known and len(letters(row["title"])) >= SHORTEST
    ]
    papers.sort(key=lambda text: rank(text.key, "bare title"))
    return list(_distinct([*filter(None, awarded), *papers]))[:BARE_TITLES]


def _awarded(at: int, row: dict[str, str]) -> Text | None:
    title = row["title"].strip()
    year = int(row["year"]) if row["year"].isdecimal() else None
    return _dressed(f"achievement_titles {at}", "title", title, "", unit=row["unit"], year=year) if title else None


def _dressed(key: str, kind: Kind, title: str, text: str, *, unit: str = "", year: int | None = None) -> Text:
    random = Random(f"{SEED} {key}")
    unit = unit.strip() or particulars.unit(random)
    year = year or particulars.year(random)
    achievement = Achievement(
        code=particulars.code(year, random),
        title=title,
        unit=unit,
        people=particulars.people(unit, random),
        year=year,
        summary=text,
        benefit=particulars.benefit(random) if len(text) >= LONG and random.random() < WITH_BENEFIT else "",
        patents=particulars.patents(year, random),
    )
    return Text(key, kind, achievement)


def _distinct(texts: Iterable[Text]) -> Iterator[Text]:
    """Texts, in the order given, that are no repeats of one before."""
    seen: dict[str, set[str]] = {}
    for text in texts:
        runs = _runs(text)
        shared = Counter(key for run in runs for key in seen.get(run, ()))
        same = SAME_REPORT if text.kind == "fault" else SAME
        title = letters(text.achievement.title)
        if _length(text) < SHORTEST or title in seen or max(shared.values(), default=0) > same * len(runs):
            continue
        for run in runs:
            seen.setdefault(run, set()).add(text.key)
        seen[title] = set()
        yield text


def _runs(text: Text) -> set[str]:
    said = _DIGITS.sub("", _said(text))
    return {said[at : at + _RUN] for at in range(max(1, len(said) - _RUN + 1))}


def _said(text: Text) -> str:
    return letters(text.achievement.summary or text.achievement.title)


def _length(text: Text) -> int:
    return len(_said(text))
