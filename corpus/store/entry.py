"""What a record is known by: its identity across imports, and the digest of what it says."""

import json
import unicodedata
from hashlib import blake2b
from typing import Final, NamedTuple

from corpus.achievement import Achievement
from corpus.errors import InvalidAchievement
from corpus.need import Need

NO_CODE: Final = frozenset({"", "无", "暂无", "没有", "待定", "待编", "未编号", "未填", "空", "na", "none", "null"})
"""What people write where there is no number; it must not tie their records together."""


class Entry(NamedTuple):
    """An achievement, or a need, ready to be written.

    `identity` says which record of its source it is: the number the source gave it, or else its title and unit.
    `digest` says what it says: equal digests, equal records (the order of `extra` aside). `record` is it, as JSON.
    """

    identity: str
    digest: str
    source: str
    code: str
    title: str
    record: str

    @classmethod
    def of(cls, achievement: Achievement) -> "Entry":
        """Prepare an achievement. Raises InvalidAchievement for a text that a database cannot hold."""
        return cls._made(achievement, achievement.source)

    @classmethod
    def of_need(cls, need: Need) -> "Entry":
        """Prepare a need. Its source is its unit, since every enterprise numbers its own; where no unit is named, its
        title, so that one enterprise's number 1 is not another's. Raises InvalidAchievement."""
        return cls._made(need, folded_title(need.unit) or folded_title(need.title))

    @classmethod
    def _made(cls, record: Achievement | Need, source: str) -> "Entry":
        written = record.model_dump_json(exclude_defaults=True)
        if "\\u0000" in written and _has_nul(json.loads(written)):
            raise InvalidAchievement(f"“{record.title[:20]}”含有空字符（NUL），无法保存。请删去后重试。")
        return cls(
            _identity(source, record),
            _hash(written if len(record.extra) < 2 else _sorted(record)),
            source,
            record.code,
            record.title,
            written,
        )

    def achievement(self) -> Achievement:
        """The achievement again."""
        return Achievement.model_validate_json(self.record)


def has_code(code: str) -> bool:
    """Whether a code is a number at all, and not one of the ways to say that there is none."""
    folded = folded_title(code)
    return folded not in NO_CODE and any(map(str.isalnum, folded))


def folded_title(text: str) -> str:
    """A title or unit as it is compared: width, case, spaces and punctuation put aside.

    Kept apart from the cleaning of texts on purpose: identities are stored, so this must never change.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded)) or folded.strip()


def _identity(source: str, record: Achievement | Need) -> str:
    if has_code(record.code):
        code = "".join(unicodedata.normalize("NFKC", record.code).casefold().split())
        return _hash("\x1f".join(("code", source, code)))
    named = folded_title(record.title), folded_title(record.unit)
    return _hash("\x1f".join(("title", source, *named)))


def _sorted(record: Achievement | Need) -> str:
    rest = record.model_dump_json(exclude_defaults=True, exclude={"extra"})
    return rest + json.dumps(sorted(record.extra.items()), ensure_ascii=False)


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _has_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\x00" in value
