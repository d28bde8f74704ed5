"""Handing in again what was handed in before, in the ways that people do it."""

import re
from collections.abc import Mapping
from typing import Any, Final

from corpus.achievement import TEXT_FIELDS
from corpus.synthetic.chance import Chance

_NUMBER: Final = re.compile(r"(?<![A-Z0-9./-])[1-9][0-9]?(?![0-9./])")
_OWN: Final = ("code", "year", "source")
_OTHERS: Final = ("unit", "recommended_by", "people", "region")


def repeated(earlier: Mapping[str, Any], record: Mapping[str, Any], chance: Chance) -> dict[str, Any]:
    """The earlier record under the code, year and source of this one.

    It comes as it was, under another title, from other people, with other figures, or with parts left out.
    """
    again = {**earlier, **{name: record[name] for name in _OWN}}
    match chance.any_of(("as it was", "title", "people", "figures", "parts")):
        case "title":
            again["title"] = _retitled(again["title"])
        case "people":
            again.update({name: record[name] for name in _OTHERS})
        case "figures":
            again.update({name: _refigured(again[name], chance) for name in TEXT_FIELDS})
        case "parts":
            again.update(background="", innovation="", title=_retitled(again["title"]))
    return again


def _refigured(text: str, chance: Chance) -> str:
    return _NUMBER.sub(lambda found: str(int(found[0]) + chance.small(1, 9)), text)


def _retitled(title: str) -> str:
    """The title turned around where it can be, or else drawn out."""
    for word in ("的", "用"):
        before, found, after = title.partition(word)
        if found and before and after:
            return f"{after}在{before.removeprefix('一种')}上的应用"
    return f"{title}的研究与应用"
