"""The word lists, read from their files into decks that the composer draws from."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import itemgetter
from typing import Any, Final

from corpus.synthetic.chance import Deck, deck_of
from corpus.synthetic.figures import figure_decks

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence, clause or title with slots, cut up to be filled fast: `template % words_of(words)`.

    It is equal only to itself.
    """

    template: str
    words_of: Callable[[Mapping[str, str]], object]

    @classmethod
    def of(cls, pattern: str) -> "Sentence":
        """Cut a pattern such as `{part}漏油` at its slots."""
        slots = _SLOT.findall(pattern)
        return cls(_SLOT.sub("%s", pattern.replace("%", "%%")), itemgetter(*slots) if slots else _no_words)


def _no_words(_: Mapping[str, str]) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class Industry:
    """A trade (行业): what stands in its workshops and what its firms, crews and places are called."""

    name: str
    equipment: Deck[str]
    firms: Deck[str]
    crews: Deck[str]
    places: Deck[str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of trouble with what can be said of it; its own clauses are commoner than those of all kinds."""

    names: Deck[str]
    devices: Deck[str]
    problems: Deck[Sentence]
    causes: Deck[Sentence]
    methods: Deck[Sentence]
    effects: Deck[Sentence]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that achievements are made of; `words` and `sentences` go by name, `slots` are words and amounts
    that are drawn anew wherever a sentence has their slot.
    """

    industries: Deck[Industry]
    troubles: Deck[Trouble]
    words: Mapping[str, Deck[str]]
    sentences: Mapping[str, Deck[Sentence]]
    slots: Mapping[str, Deck[str]]


DRAWN: Final = {
    **{slot: f"{slot}s" for slot in ("material", "tool", "sensor", "tank", "season", "chore", "act", "twist")},
    "prefix": "prefixes",
}
"""Slots with the lists of words that fill them."""

PREFIXED: Final = 0.4
"""Share of invented names of components that begin with a prefix."""


@cache
def load_lexicon() -> Lexicon:
    """Read the word lists that come with the package; they never change."""
    phrases = _read("phrases.toml")
    patterns = {name: _sentences(value) for name, value in phrases.items() if isinstance(value, list)}
    industries = [Industry(name, **_decks(told)) for name, told in _read("industries.toml").items()]
    troubles = [_trouble(told, patterns) for told in _read("troubles.toml").values()]
    words = {name: value.split() for name, value in phrases.items() if isinstance(value, str)}
    words["prefixes_or_none"] = ["" for _ in range(int(len(words["prefixes"]) * (1 / PREFIXED - 1)))] + words[
        "prefixes"
    ]
    decks = {name: deck_of(items) for name, items in words.items()}
    return Lexicon(
        industries=deck_of(industries),
        troubles=deck_of(troubles),
        words=decks,
        sentences={name: deck_of(sentences) for name, sentences in patterns.items()},
        slots={**figure_decks(), **{slot: decks[name] for slot, name in DRAWN.items()}},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words", name).read_text(encoding="utf-8"))


def _decks(told: Mapping[str, str]) -> dict[str, Deck[str]]:
    return {key: deck_of(value.split()) for key, value in told.items()}


def _sentences(patterns: Sequence[str]) -> list[Sentence]:
    return [Sentence.of(pattern) for pattern in patterns]


def _trouble(told: Mapping[str, Any], common: Mapping[str, Sequence[Sentence]]) -> Trouble:
    return Trouble(
        names=deck_of(told["names"].split()),
        devices=deck_of(told["devices"].split()),
        problems=deck_of([*_sentences(told["problems"]), *common["problems"]]),
        causes=deck_of(_sentences(told["causes"])),
        methods=deck_of([*_sentences(told["methods"]), *common["methods"]]),
        effects=deck_of(_sentences(told["effects"])),
    )
