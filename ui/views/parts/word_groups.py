"""Groups of synonyms as text to edit: one group a line, its words parted by `=`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MAX_WORD: Final = 50
"""Longest word in characters, as the API takes it."""

MAX_WORDS: Final = 50
"""Most words of one group."""

_PARTS: Final = re.compile(r"[=＝、，,；;\t|]")


@dataclass(frozen=True, slots=True)
class GroupsRead:
    """What was written: the groups, and what is wrong, by line, in Chinese."""

    groups: tuple[tuple[str, ...], ...]
    problems: tuple[str, ...]


def read_groups(text: str) -> GroupsRead:
    """Read the groups; empty lines count for nothing, and neither does a word that stands twice in a group."""
    groups, problems = [], []
    seen: dict[str, int] = {}
    for line, written in enumerate(text.splitlines(), start=1):
        words = tuple(dict.fromkeys(filter(None, (word.strip() for word in _PARTS.split(written)))))
        if words:
            problems += _problems(line, words, seen)
            groups.append(words)
            seen |= {word: line for word in words if word not in seen}
    return GroupsRead(tuple(groups), tuple(problems))


def write_groups(groups: Sequence[Sequence[str]]) -> str:
    """The groups as text."""
    return "\n".join(" = ".join(group) for group in groups)


def _problems(line: int, words: tuple[str, ...], seen: dict[str, int]) -> list[str]:
    problems = [f"第 {line} 行：“{word}”在第 {seen[word]} 行已经有了，请并成一组。" for word in words if word in seen]
    problems += [
        f"第 {line} 行：“{word[:20]}…”有 {len(word)} 个字，最多 {MAX_WORD} 个。"
        for word in words
        if len(word) > MAX_WORD
    ]
    if len(words) < 2:
        problems.append(f"第 {line} 行只有“{words[0][:20]}”一个词，至少要两个，用等号隔开。")
    if len(words) > MAX_WORDS:
        problems.append(f"第 {line} 行有 {len(words)} 个词，最多 {MAX_WORDS} 个，请分成几组。")
    return problems
