"""What an achievement states, each statement with the words that say so and a link to where they stand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ui.answers import Benefit, Change, Facts, Mention, OtherMoney, Span
from ui.fields import FIELD_NAMES, TEXT_FIELDS, VALUE_NAMES
from ui.figures import figure, yuan
from ui.views.parts.text import escaped, marked

UNSAID: Final = "未说明"

SHOWN: Final = 4
"""Statements of one sort that are shown at once; the others can be opened."""

AROUND: Final = 30
"""Characters of a sentence that are shown on either side of the words themselves."""

ENDS: Final = "。；！？;!?\n"

MONEY_KINDS: Final = {
    "prize": "奖金", "cost": "成本", "price": "价格", "investment": "投入", "loss": "损失", "other": "其他金额",
}  # fmt: skip

Fields = Mapping[str, object]
Places = Mapping[str, Sequence[tuple[int, int]]]
Said = tuple[str, Sequence[Mention]]
"""A statement as HTML, and the words behind it."""


def stated_html(facts: Facts, fields: Fields) -> str:
    """All that is stated, sort by sort; what is not stated is said to be so."""
    sorts: dict[str, list[Said]] = {
        "效益": [(_benefit(each), (each,)) for each in facts.benefits],
        "改善": [(_change(each), (each,)) for each in facts.changes],
        "知识产权": _rights(facts),
        "应用": _use(facts),
        "成熟度": _ripeness(facts),
        "其他金额": [(_money(each), (each,)) for each in facts.other_money],
    }
    places = {field: stretches(field, facts) for field in TEXT_FIELDS}
    rows = "".join(
        f"<dt>{name}</dt><dd>{_listed(said, fields, places)}</dd>"
        for name, said in sorts.items()
        if said or name != "其他金额"
    )
    return f'<div class="record stated"><h2>原文写明的事实</h2><dl>{rows}</dl></div>'


def anchored(text: str, field: str, spans: Sequence[Span], facts: Facts) -> str:
    """The text as HTML: `spans` marked, and the words behind facts set apart, so that links lead to them."""
    parts, at = [], 0
    for start, end in stretches(field, facts):
        if end <= len(text):
            stated = marked(text[start:end], spans, start=start)
            parts += [
                marked(text[at:start], spans, start=at),
                f'<span class="said" id="{_id(field, start)}">{stated}</span>',
            ]
            at = end
    return "".join(parts) + marked(text[at:], spans, start=at)


def stretches(field: str, facts: Facts) -> list[tuple[int, int]]:
    """Where in a field facts are stated, from left to right; what overlaps is one stretch."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((each.start, each.end) for each in _mentions(facts) if each.field == field):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _mentions(facts: Facts) -> Iterable[Mention]:
    yield from (*facts.benefits, *facts.changes, *facts.other_money)
    for _, mentions in facts.mentions:
        yield from mentions


def _listed(said: Sequence[Said], fields: Fields, places: Places) -> str:
    if not said:
        return f'<span class="unsaid">{UNSAID}</span>'
    items = [f"<li>{stated}{_quotes(mentions, fields, places)}</li>" for stated, mentions in said]
    more = f"<details><summary>另有 {len(items) - SHOWN} 处</summary><ul>{''.join(items[SHOWN:])}</ul></details>"
    return f"<ul>{''.join(items[:SHOWN])}</ul>" + (more if len(items) > SHOWN else "")


def _quotes(mentions: Sequence[Mention], fields: Fields, places: Places) -> str:
    """The sentences of the mentions, each once, as links to the place in the text."""
    quoted = dict.fromkeys(_quote(mention, _text(fields, mention.field), places) for mention in mentions)
    return "".join(quoted)


def _quote(mention: Mention, text: str, places: Places) -> str:
    start, end = sentence(text, mention.start, mention.end)
    lead, trail = "…" if start < mention.start - AROUND else "", "…" if end > mention.end + AROUND else ""
    start, end = max(start, mention.start - AROUND), min(end, mention.end + AROUND)
    said = marked(text[start:end], [Span(start=mention.start, end=mention.end)], start=start)
    words = f"“{lead}{said}{trail}”"
    if mention.field not in TEXT_FIELDS:
        return f'<q class="quote">{words}<small>{FIELD_NAMES.get(mention.field, "")}</small></q>'
    place = next(start for start, end in places[mention.field] if start <= mention.start < end)
    return f'<a class="quote" href="#{_id(mention.field, place)}" title="看原文里的位置">{words}</a>'


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch of a text."""
    begin = max(text.rfind(sign, 0, start) for sign in ENDS) + 1
    stop = min((place for sign in ENDS if (place := text.find(sign, end)) >= 0), default=len(text))
    return begin, stop


def _benefit(benefit: Benefit) -> str:
    expected = '<span class="tag">预计</span>' if benefit.expected else ""
    return f"<b>{_amount(benefit)}{'/年' if benefit.per_year else ''}</b>{expected}"


def _money(money: OtherMoney) -> str:
    return f"{MONEY_KINDS.get(money.kind, '')} <b>{_amount(money)}</b>"


def _amount(money: Benefit | OtherMoney) -> str:
    low, high = yuan(money.yuan_low), money.yuan_high
    if high is None:
        return f"{low}以上"
    return low if high == money.yuan_low else f"{low}—{yuan(high)}"


def _change(change: Change) -> str:
    unit = change.unit or ""
    moved = [figure(value) if value is not None else UNSAID for value in (change.from_, change.to)]
    both = f"{moved[0]} → {moved[1]} {unit}".rstrip() if moved != [UNSAID, UNSAID] else ""
    percent = (
        f"{'↑' if change.direction == 'up' else '↓'} {figure(change.percent)}%" if change.percent is not None else ""
    )
    return f"{escaped(change.what)} <b>{escaped(' '.join(filter(None, (both, percent))))}</b>"


def _rights(facts: Facts) -> list[Said]:
    sorts = (("专利", "patents"), ("软件著作权", "software"), ("标准", "standards"))
    return [
        (f"{name} <b>{escaped(number)}</b>", mentions[place : place + 1])
        for name, sort in sorts
        for mentions in [getattr(facts.mentions, sort)]
        for place, number in enumerate(getattr(facts, sort))
    ]


def _use(facts: Facts) -> list[Said]:
    if facts.applied == "unstated" and facts.sites is None:
        return []
    sites = "" if facts.sites is None else f" · {figure(facts.sites)} 处"
    name = VALUE_NAMES["applied"].get(facts.applied, UNSAID)
    return [(f"<b>{name}{sites}</b>", (*facts.mentions.applied, *facts.mentions.sites))]


def _ripeness(facts: Facts) -> list[Said]:
    if facts.stage == "unstated" and facts.trl is None:
        return []
    level = "" if facts.trl is None else f" · TRL {facts.trl}"
    return [
        (f"<b>{VALUE_NAMES['stage'].get(facts.stage, UNSAID)}{level}</b>", (*facts.mentions.stage, *facts.mentions.trl))
    ]


def _text(fields: Fields, field: str) -> str:
    """The text that the offsets of a field count in: lists are one item a line."""
    value = fields.get(field)
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)


def _id(field: str, start: int) -> str:
    return f"said-{field}-{start}"
