"""The real texts that figures are measured on, and what is left of them to train and tune on. No text is in both."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from corpus.normalize import clean_text
from indexer.training import without_title

TEST_PATENTS: Final = 1616
TEST_NEEDS: Final = 72
TRAIN_STS: Final = 5231
"""The first so many rows are the training part of STS-B, the rest its development part."""

Row = dict[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True)
class HeldOut:
    """A folder of real texts and its split. Patents and needs are split by a hash of their id, so that the split needs
    no file; the patents that have rewrites are all on the measured side."""

    folder: Path

    def rows(self, name: str) -> list[Row]:
        """The rows of one file."""
        with (self.folder / name).open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    @cached_property
    def patents(self) -> list[Row]:
        """All patents, in the order of the file."""
        return self.rows("patents.jsonl")

    @cached_property
    def rewrites(self) -> list[Row]:
        """All rewritten patents."""
        return self.rows("rewrites.jsonl")

    @cached_property
    def test_patents(self) -> list[Row]:
        """The patents to measure on, those with rewrites among them."""
        rewritten = {int(row["base"][1:]) for row in self.rewrites}
        others = sorted(set(range(len(self.patents))) - rewritten, key=lambda at: _hash(self.patents[at]["id"]))
        chosen = sorted(rewritten | set(others[: TEST_PATENTS - len(rewritten)]))
        return [self.patents[at] for at in chosen]

    @cached_property
    def tuning_patents(self) -> list[Row]:
        """The patents to train and tune on."""
        tested = {row["id"] for row in self.test_patents}
        return [row for row in self.patents if row["id"] not in tested]

    @cached_property
    def test_needs(self) -> frozenset[str]:
        """The judged needs to measure on."""
        judged = {row["need_id"] for row in self.rows("need_achievement_levels.jsonl")}
        return frozenset(sorted(judged, key=_hash)[:TEST_NEEDS])

    @cached_property
    def test_sts(self) -> list[Row]:
        """The scored sentence pairs to measure on."""
        return self.rows("sts_scored.jsonl")[TRAIN_STS:]

    def write_training(self, out: Path, without: int | None = None) -> None:
        """Write the texts to train on, one file per kind, as `innokb train-encoder` reads them.

        `without` leaves one half, 0 or 1, of the patents and needs out: an encoder that has seen them counts for too
        much where weights are tuned on them.
        """
        out.mkdir(parents=True, exist_ok=True)
        measured = {clean_text(row[side]) for row in self.test_sts for side in "ab"}
        papers = {row["title"] for row in self.rows("csl.jsonl")}

        def unmeasured(rows: Iterable[Row]) -> list[Row]:
            return [row for row in rows if not {clean_text(row["a"]), clean_text(row["b"])} & measured]

        needs = [row for row in self.rows("needs.jsonl") if row["id"] not in self.test_needs]
        kinds = {
            "patents": [row for row in self.tuning_patents if half_of(row["id"]) != without],
            "needs": [row for row in needs if half_of(row["id"]) != without],
            "questions": self.rows("questions.jsonl"),
            "fault_texts": self.rows("fault_texts.jsonl"),
            "csl_titles": [row for row in self.rows("csl_titles.jsonl") if row["title"] not in papers],
            "sentence_pairs": unmeasured(self.rows("sentence_pairs.jsonl")),
            "sts_scored": unmeasured(self.rows("sts_scored.jsonl")[:TRAIN_STS]),
        }
        for name, rows in kinds.items():
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (out / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")


def half_of(id: str) -> int:
    """Which half, 0 or 1, a text to tune on belongs to."""
    return int(_hash(id), 16) % 2


def titled(rows: Iterable[Row]) -> list[Pair]:
    """Cleaned titles, and abstracts without the clauses that repeat the title."""
    pairs = ((clean_text(row["title"]).strip(), clean_text(row["abstract"]).strip()) for row in rows)
    return [(title, without_title(title, body)) for title, body in pairs]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
