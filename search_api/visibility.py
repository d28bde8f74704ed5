"""Who may see which achievement: the one place where that is decided."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from corpus.achievement import SECRET, StoredAchievement
from search_api.errors import Gone

SAID_OF_SECRETS: Final = frozenset({"id", "code", "confidential"})
"""All that a file which leaves this installation says of a confidential achievement."""

_EMPTY: Final[dict[type, object]] = {str: "", tuple: (), bool: False}


def is_listed(record: StoredAchievement) -> bool:
    """Whether a record may stand in a list of results. There are no accounts yet: everything but the deleted may."""
    return not record.deleted


def check_open(record: StoredAchievement) -> StoredAchievement:
    """The record, where it may be opened. Raises Gone for a deleted one."""
    if record.deleted:
        raise Gone(f"编号为 {record.id} 的成果已删除。可在检索里查找同名成果，或请工作人员恢复。")
    return record


class Classified(Protocol):
    """What says of itself whether it is confidential: an achievement, or an answer about one."""

    @property
    def confidential(self) -> bool:
        """Whether it is."""


def may_be_quoted(achievement: Classified, *, confidential: bool) -> bool:
    """Whether a file that leaves this installation may quote it: what is confidential, only where that was asked for.

    Pages of the installation show everything, as there are no accounts yet.
    """
    return confidential or not achievement.confidential


def withheld(said: Mapping[str, Any]) -> dict[str, Any]:
    """What such a file says of a confidential achievement of which all that is `said` is known: every key stays, but
    only those of `SAID_OF_SECRETS` hold anything; the others are empty text, no values, false or None."""
    kept = {key: value if key in SAID_OF_SECRETS else _EMPTY.get(type(value)) for key, value in said.items()}
    return kept | {"title": SECRET}
