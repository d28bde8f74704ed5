"""The history of an achievement in words: who did what and when, and which fields changed."""

from collections.abc import Mapping, Sequence
from typing import Final

from ui.answers import Version
from ui.fields import EMPTY_NAME, FIELD_NAMES
from ui.views.parts.clock import moment
from ui.views.parts.text import escaped, shortened

ACTIONS: Final = {"added": "入库", "updated": "修改", "deleted": "删除", "restored": "恢复"}

ACTORS: Final = {"local": "本机用户", "": "本机用户"}
"""Who acts, as long as there are no accounts."""

SHOWN: Final = 80
"""Characters of an old and a new value that are shown."""


def history_html(history: Sequence[Version]) -> str:
    """A list, newest first, each entry with what it changed of the one before."""
    befores = [*history[1:], None]
    items = "".join(_entry(version, before) for version, before in zip(history, befores, strict=True))
    return f'<ul class="history">{items}</ul>'


def changed_fields(now: Mapping[str, object], before: Mapping[str, object]) -> list[str]:
    """The fields whose value differs, in the order of the page."""
    return [field for field in FIELD_NAMES if now.get(field) != before.get(field)]


def _entry(version: Version, before: Version | None) -> str:
    actor = ACTORS.get(version.actor, version.actor)
    by = f"，第 {version.import_id} 次导入" if version.import_id is not None else ""
    head = f"<b>{ACTIONS.get(version.action, escaped(version.action))}</b> {moment(version.at)}　{escaped(actor)}{by}"
    if before is None:
        return f"<li>{head}</li>"
    fields = changed_fields(version.achievement, before.achievement)
    lines = "".join(_change(field, before.achievement.get(field), version.achievement.get(field)) for field in fields)
    return f"<li>{head}<ul>{lines}</ul></li>"


def _change(field: str, before: object, now: object) -> str:
    return f"<li>{FIELD_NAMES[field]}：<del>{_shown(before)}</del> → <ins>{_shown(now)}</ins></li>"


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        text = "；".join(f"{name}：{cell}" for name, cell in value.items())
    elif isinstance(value, list | tuple):
        text = "、".join(map(str, value))
    elif isinstance(value, bool):
        text = "是" if value else "否"
    else:
        text = "" if value is None else str(value)
    return escaped(shortened(text, SHOWN)) or EMPTY_NAME
