"""Identity keys: what two entries share where they are the same achievement, or come from the same hands."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from corpus.achievement import Achievement
from corpus.normalize import clean_text
from indexer.technical import fold

_PATENT: Final = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2}[1-35789][0-9]{7}|(?:8[5-9]|9[0-9]|0[0-3])[1-3589][0-9]{5})(?:\.?[0-9x])?(?![0-9])"
)
"""Application numbers: 12 digits since October 2003, 8 before; a check digit may follow (standard ZC 0006)."""

_PUBLISHED: Final = re.compile(r"cn([0-9]{7,9})[abcuys][0-9]?(?![0-9a-z])")
_SOFTWARE: Final = re.compile(r"((?:19|20)[0-9]{2}sr[0-9]{6,7})|软著登字第?0*([0-9]{5,8})")
_NOT_KEPT: Final = re.compile(r"[\W_]+")


def keys(achievement: Achievement) -> list[str]:
    """Keys of one achievement, each `kind:value` without white space.

    `title` its letters alone; `code`; `patent` by application number without check digit, `published` by publication
    number; `software` by registration number; `member`, one for each person of the unit; `team`, unit and all people.
    Numbers are read from the fields for them and from no other.
    """
    return list(dict.fromkeys(f"{kind}:{value}" for kind, value in _pairs(achievement) if value))


def patent_keys(texts: Iterable[str]) -> list[str]:
    """Keys of all patents named in texts of any form: `ZL 2019 1 0123456.7`, `201910123456.7`, `CN109876543B`."""
    joined = "\n".join(_bare(text) for text in texts)
    numbers = [f"patent:{number}" for number in _PATENT.findall(joined)]
    return numbers + [f"published:{number}" for number in _PUBLISHED.findall(joined)]


def software_keys(texts: Iterable[str]) -> list[str]:
    """Keys of all software registrations named in texts: `2021SR0123456`, `软著登字第7654321号`."""
    joined = "\n".join(_bare(text) for text in texts)
    return [f"software:{registration or certificate}" for registration, certificate in _SOFTWARE.findall(joined)]


@lru_cache(maxsize=10_000)
def letters(text: str) -> str:
    """Letters, digits and Chinese characters of a raw text, cleaned and folded, without anything between them."""
    return _NOT_KEPT.sub("", fold(clean_text(text)))


def _pairs(achievement: Achievement) -> Iterator[tuple[str, str]]:
    yield "title", letters(achievement.title)
    yield "code", letters(achievement.code)
    for key in (*patent_keys(achievement.patents), *software_keys((*achievement.software, *achievement.patents))):
        kind, _, value = key.partition(":")
        yield kind, value
    unit, people = letters(achievement.unit), sorted({name for raw in achievement.people if (name := letters(raw))})
    if unit and people:
        yield from (("member", f"{unit}/{name}") for name in people)
        yield "team", f"{unit}/{','.join(people)}"


def _bare(text: str) -> str:
    return re.sub(r"[ \-]", "", fold(clean_text(text)))
