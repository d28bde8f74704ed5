"""Questions on real texts, with what should be found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.held_out import HeldOut, Row, half_of, titled
from corpus.achievement import Achievement

FAULTS: int = 600
"""Fault reports that fill the rewritten patents' base up to 4,200 texts."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Documents, questions, and what each document is worth to each question: {document's place: gain}.

    With `whole`, only the documents that were judged are ranked, all of them.
    """

    name: str
    documents: list[Achievement]
    texts: list[str]
    gains: Sequence[Mapping[int, float]]
    whole: bool = False


def measured_sets(data: HeldOut) -> list[Questions]:
    """The sets that figures are reported on."""
    return [
        _abstracts("patents, title → abstract", data.test_patents),
        _abstracts("papers, title → abstract", data.rows("csl.jsonl")),
        _rewrites(data),
        _needs("needs → achievements", data, data.test_needs),
    ]


def tuning_sets(data: HeldOut, half: int) -> list[Questions]:
    """The sets that weights are chosen on: questions of one half, 0 or 1, which the encoder must not have seen."""
    patents = sorted(data.tuning_patents, key=lambda row: half_of(row["id"]) != half)
    asked = sum(half_of(row["id"]) == half for row in patents)
    needs = {row["need_id"] for row in data.rows("need_achievement_levels.jsonl")} - data.test_needs
    return [
        _abstracts("tuning patents, title → abstract", patents, asked),
        _needs("tuning needs → achievements", data, {id for id in needs if half_of(id) == half}),
    ]


def _abstracts(name: str, rows: list[Row], asked: int | None = None) -> Questions:
    """Titles, all or the first so many, → their abstracts among all."""
    pairs = titled(rows)
    documents = [Achievement.model_construct(title="", summary=body) for _, body in pairs]
    titles = [title for title, _ in pairs[:asked]]
    return Questions(name, documents, titles, [{place: 1.0} for place in range(len(titles))])


def _rewrites(data: HeldOut) -> Questions:
    """Titles in new wording → the original patent among 4,200 texts."""
    texts = [(row["title"], row["abstract"]) for row in (*data.patents, *data.rows("csl.jsonl"))]
    texts += [(row["text"][:20], row["text"][20:]) for row in data.rows("fault_texts.jsonl")[:FAULTS]]
    documents = [Achievement.model_construct(title=title, summary=body) for title, body in texts]
    asked = [row for row in data.rewrites if row["class"] != "other_method"]
    gains = [{int(row["base"][1:]): 1.0} for row in asked]
    return Questions("rewritten titles → original", documents, [row["title"] for row in asked], gains)


def _needs(name: str, data: HeldOut, asked: Collection[str]) -> Questions:
    """Needs of enterprises → achievements judged from 1 to 4, of which only words of the title are known."""
    needs = {row["id"]: f"{row['title']}\n{row['content']}" for row in data.rows("needs.jsonl")}
    places: dict[str, int] = {}
    gains: dict[str, dict[int, float]] = {}
    for row in data.rows("need_achievement_levels.jsonl"):
        title = " ".join(row["achievement_title_words"])
        place = places.setdefault(title, len(places))
        if row["need_id"] in asked:
            gains.setdefault(row["need_id"], {})[place] = 2.0 ** row["level"] - 2
    documents = [Achievement.model_construct(title=title or "无", summary="") for title in places]
    return Questions(name, documents, [needs[id] for id in gains], list(gains.values()), whole=True)
