"""What a record is known by: its identity across imports, and the digest of what it says."""

import json
import unicodedata
from hashlib import blake2b
from typing import Final, NamedTuple

from corpus.achievement import Achievement
from corpus.errors import InvalidAchievement

NO_CODE: Final = frozenset({"", "无", "暂无", "没有", "待定", "待编", "未编号", "未填", "空", "na", "none", "null"})
"""What people write where there is no number; it must not tie their records together."""


class Entry(NamedTuple):
    """An achievement ready to be written.

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
        record = achievement.model_dump_json(exclude_defaults=True)
        if "\\u0000" in record and _has_nul(json.loads(record)):
            raise InvalidAchievement(f"“{achievement.title[:20]}”含有空字符（NUL），无法保存。请删去后重新导入。")
        return cls(
            _identity(achievement),
            _hash(record if len(achievement.extra) < 2 else _sorted(achievement)),
            achievement.source,
            achievement.code,
            achievement.title,
            record,
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


def _identity(achievement: Achievement) -> str:
    if has_code(achievement.code):
        code = "".join(unicodedata.normalize("NFKC", achievement.code).casefold().split())
        return _hash("\x1f".join(("code", achievement.source, code)))
    named = folded_title(achievement.title), folded_title(achievement.unit)
    return _hash("\x1f".join(("title", achievement.source, *named)))


def _sorted(achievement: Achievement) -> str:
    rest = achievement.model_dump_json(exclude_defaults=True, exclude={"extra"})
    return rest + json.dumps(sorted(achievement.extra.items()), ensure_ascii=False)


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _has_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\x00" in value
