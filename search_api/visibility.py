"""Who may see which achievement: the one place where that is decided."""

from corpus.achievement import Achievement, StoredAchievement
from search_api.errors import Gone


def is_listed(record: StoredAchievement) -> bool:
    """Whether a record may stand in a list of results. There are no accounts yet: everything but the deleted may."""
    return not record.deleted


def check_open(record: StoredAchievement) -> StoredAchievement:
    """The record, where it may be opened. Raises Gone for a deleted one."""
    if record.deleted:
        raise Gone(f"编号为 {record.id} 的成果已删除。可在检索里查找同名成果，或请工作人员恢复。")
    return record


def may_be_quoted(achievement: Achievement, *, confidential: bool) -> bool:
    """Whether a file that leaves this installation may quote it: what is confidential, only where that was asked for.

    Pages of the installation show everything, as there are no accounts yet.
    """
    return confidential or not achievement.confidential
