"""What an encoder learns from: texts that belong together, read from JSON Lines or from the store."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from corpus.achievement import TEXT_FIELDS
from corpus.normalize import clean_text
from corpus.store import Store
from indexer.errors import TrainingFailed

BODY_KEYS: Final = ("abstract", "content", "body", *TEXT_FIELDS)
"""Keys of a row with a `title` that hold its running text; those present are put together in this order."""

_KNOWN_KEYS: Final = frozenset({"title", "question", "a", "text"})

_CLAUSE: Final = re.compile(r"(?<=[，。；：！？,;:!?\n])")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Examples:
    """Cleaned texts by what is known of them.

    `titled` are titles with their bodies, `asked` questions with the passages that answer them, `same` sentences that
    say the same, `scored` sentences with how alike people found them (any scale), `texts` single texts.
    """

    titled: list[Pair] = field(default_factory=list)
    asked: list[Pair] = field(default_factory=list)
    same: list[Pair] = field(default_factory=list)
    scored: list[tuple[str, str, float]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def bodies(self) -> list[str]:
        """Longer texts, each once: bodies, passages and single texts."""
        return list(dict.fromkeys([*(body for _, body in self.titled), *(body for _, body in self.asked), *self.texts]))

    def formal(self) -> list[str]:
        """Texts as achievements have them, each once."""
        return list(dict.fromkeys([*(title for title, _ in self.titled), *(q for q, _ in self.asked), *self.bodies()]))

    def sentences(self) -> list[str]:
        """The sentences of `same` and `scored`, each once."""
        pairs = [*self.same, *((a, b) for a, b, _ in self.scored)]
        return list(dict.fromkeys(text for pair in pairs for text in pair))


def read_examples(files: Iterable[Path]) -> Examples:
    """Read JSON Lines, each row being one of

    `{"title", "abstract" | "content" | "body" | a text field of an achievement}`, `{"question", "passage"}`,
    `{"a", "b", "same": 0 | 1}`, `{"a", "b", "score"}`, `{"text"}` or `{"title"}` alone; other keys are ignored.
    Raises TrainingFailed, with the file and the line.
    """
    examples = Examples()
    for file in files:
        for number, line in enumerate(_lines(file), start=1):
            if line.strip() and not _add(examples, _row(line, file, number)):
                raise TrainingFailed(
                    f"“{file.name}”第 {number} 行不是训练样本：需要 title 与正文（abstract、content、summary 等），"
                    "或 question 与 passage，或 a、b 与 same 或 score，或 text。"
                )
    return examples


def stored_examples(store: Store) -> Examples:
    """Titles and bodies of the live achievements of a store."""
    examples = Examples()
    for batch in store.all():
        for record in batch:
            _add(examples, {"title": record.achievement.title, "body": record.achievement.body})
    return examples


def without_title(title: str, body: str) -> str:
    """The body without the clauses that repeat the title word for word, as abstracts of patents do."""
    return "".join(clause for clause in _CLAUSE.split(body) if title not in clause) if title else body


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8-sig") as stream:
            yield from stream
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingFailed(f"“{file}”无法读取（{error}）。需要 UTF-8 编码的 JSONL 文件。") from error


def _row(line: str, file: Path, number: int) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise TrainingFailed(f"“{file.name}”第 {number} 行不是 JSON：{error}") from error
    return row if isinstance(row, dict) else {}


def _add(examples: Examples, row: Mapping[str, Any]) -> bool:
    """Put one row where it belongs, or nowhere where a text is empty; False where it is none of the kinds."""

    def text(key: str) -> str:
        value = row.get(key)
        return clean_text(value).strip() if isinstance(value, str) else ""

    title, question, a, b = text("title"), text("question"), text("a"), text("b")
    body = without_title(title, "\n".join(filter(None, map(text, BODY_KEYS))))
    if title and body:
        examples.titled.append((title, body))
    elif question and text("passage"):
        examples.asked.append((question, text("passage")))
    elif a and b and isinstance(row.get("score"), int | float):
        examples.scored.append((a, b, float(row["score"])))
    elif a and b and row.get("same") in (0, 1):
        if row["same"]:
            examples.same.append((a, b))
    elif title or text("text"):
        examples.texts.append(text("text") or title)
    return not _KNOWN_KEYS.isdisjoint(row)
