"""Cutting cleaned text into terms; the query side and the document side are the same code."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Token:
    """A term as indexed (case folded) and where it stands: code points `start` to `end` of the cleaned text."""

    text: str
    start: int
    end: int


class Tokenizer(Protocol):
    """Cuts text into words. Two tokenizers never share an index."""

    @property
    def id(self) -> str:
        """Names the cutter and its version."""

    @property
    def dictionary(self) -> str:
        """Hash of the user dictionary and the rules for technical terms."""

    def words(self, text: str) -> list[Token]:
        """Words in search mode, in order of their start; punctuation and white space are left out."""
