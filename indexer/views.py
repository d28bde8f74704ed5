"""Cutting an achievement into its views: the terms that an engine finds it by.

All text but an achievement's own is cleaned text. Terms are folded to lower case and hold no white space.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple, get_args

from corpus.achievement import Achievement
from corpus.normalize import clean_text
from indexer.document import Field, View
from indexer.grams import grams
from indexer.keys import keys
from indexer.pinyin import syllables
from indexer.prints import print_texts, prints
from indexer.technical import fold
from indexer.tokens import Tokenizer

PASSAGE: Final = 1000
"""Characters of a passage to be encoded. A static encoder takes the mean of all its pieces, others cut sooner."""

_FIELDS: Final[tuple[Field, ...]] = get_args(Field)

Terms = dict[tuple[View, Field], str]
"""Terms by view and field, separated by spaces, in text order; what is empty is left out."""


class Parts(NamedTuple):
    """An achievement's cleaned text, one field of the index each."""

    title: str
    body: str
    names: str


def clean_parts(achievement: Achievement) -> Parts:
    """Title, running text and names, cleaned.

    Names are everything short that people search by: code, unit, who recommended it, people, kind, region, industry,
    level, award, patents, software, standards, source, and the values of columns that map onto no field.
    """
    a = achievement
    said = (a.code, a.unit, a.recommended_by, *a.people, a.kind, a.region, a.industry, a.level, a.award)
    names = (*said, *a.patents, *a.software, *a.standards, a.source, *a.extra.values())
    return Parts(clean_text(a.title), clean_text(a.body), clean_text("\n".join(filter(None, names))))


def cut(tokenizer: Tokenizer, achievement: Achievement) -> Terms:
    """The terms of one achievement.

    Words, bigrams and characters of all three fields, pinyin of the title, prints of the body, keys as names.
    """
    return cut_all(tokenizer, [achievement], [clean_parts(achievement)])[0]


def cut_all(tokenizer: Tokenizer, achievements: Sequence[Achievement], parts: Sequence[Parts]) -> list[Terms]:
    """The terms of many achievements and their parts, each as `cut` gives them; together they are cut much faster."""
    texts = list(chain.from_iterable(parts))
    cuts = zip(tokenizer.spaced(texts), grams(texts), strict=True)
    printed = print_texts([each.body for each in parts])
    found: list[Terms] = []
    for achievement, each, body in zip(achievements, parts, printed, strict=True):
        terms: Terms = {
            ("pinyin", "title"): " ".join(pinyin(each.title)),
            ("prints", "body"): body,
            ("keys", "names"): " ".join(keys(achievement)),
        }
        for field, (words, (bigrams, characters)) in zip(_FIELDS, cuts, strict=False):
            terms |= {("words", field): words, ("bigrams", field): bigrams, ("characters", field): characters}
        found.append({place: joined for place, joined in terms.items() if joined})
    return found


def passage(parts: Parts) -> str:
    """The text that is encoded: the title, and on the lines after it the running text."""
    return f"{parts.title}\n{parts.body}"[:PASSAGE].rstrip()


def words(tokenizer: Tokenizer, text: str) -> list[str]:
    """Words in search mode and technical terms."""
    return tokenizer.spaced([text])[0].split()


def bigrams(text: str) -> list[str]:
    """Terms of one text, see `Grams`."""
    return grams([text])[0].bigrams.split()


def characters(text: str) -> list[str]:
    """Terms of one text, see `Grams`."""
    return grams([text])[0].characters.split()


def pinyin(text: str) -> list[str]:
    """Syllables without tone, in the commonest reading; Latin and digit runs as they are."""
    return syllables(fold(text))


def initials(text: str) -> str:
    """First letters of the syllables of `pinyin`, Latin and digit runs whole: 矿井提升机 → kjtsj, PLC控制 → plckz."""
    pairs = zip(characters(text), pinyin(text), strict=True)
    return "".join(said if said == character else said[0] for character, said in pairs)


__all__ = [
    "PASSAGE",
    "Parts",
    "bigrams",
    "characters",
    "clean_parts",
    "cut",
    "initials",
    "keys",
    "passage",
    "pinyin",
    "prints",
    "words",
]
