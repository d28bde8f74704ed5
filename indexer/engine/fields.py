"""What engines keep of a document, and by which names: text by view and field, facets, and ways to spell a title."""

from collections.abc import Iterable
from typing import Final, get_args

from indexer.document import FACETS, NUMBER_FIELDS, Document, Field, View

VIEWS: Final[tuple[View, ...]] = get_args(View)
FIELDS: Final[tuple[Field, ...]] = get_args(Field)

PHRASE_VIEWS: Final = frozenset({"words", "characters", "pinyin"})
"""Views that remember where a term stands; only these can be asked for phrases of more than one term."""

VALUE_FACETS: Final = tuple(name for name in FACETS if name != "year")
"""Facets of free text; `year` is kept as text for counting and as a number for ranges."""


def known_columns(names: Iterable[str]) -> None:
    """Raise ValueError for what is neither a facet nor a number."""
    unknown = [name for name in names if name not in (*FACETS, *NUMBER_FIELDS)]
    if unknown:
        raise ValueError(f"没有这样的列 {'、'.join(unknown)}；可用：{'、'.join((*FACETS, *NUMBER_FIELDS))}。")


def known_numbers(names: Iterable[str]) -> None:
    """Raise ValueError for what is no number."""
    unknown = [name for name in names if name not in NUMBER_FIELDS]
    if unknown:
        raise ValueError(f"没有可比较的数字 {'、'.join(unknown)}；可用：{'、'.join(NUMBER_FIELDS)}。")


def text_field(view: str, field: str) -> str:
    """Name of the engine's field that holds one field's terms of one view."""
    return f"{view}_{field}"


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: a lone surrogate becomes a question mark, in documents and questions alike."""
    return text.encode("utf-8", "replace").decode("utf-8")


def spelled(document: Document) -> tuple[str, str, str]:
    """What a title can be found by: its own characters (lower case), its pinyin in one run, its initials.

    In the initials Latin and digit runs stay whole: PLC控制 → plckz.
    """
    syllables = document.terms.get(("pinyin", "title"), "").split()
    characters = document.terms.get(("characters", "title"), "").split()
    whole = set(characters)
    initials = "".join(said if said in whole else said[0] for said in syllables)
    return storable(document.suggestion).lower(), storable("".join(syllables)), storable(initials)


def typed(prefix: str) -> tuple[str, str]:
    """What a person typed as a title may begin with it, and as one run of pinyin or initials."""
    title = storable(prefix.strip()).lower()
    return title, title.replace(" ", "").replace("'", "")
