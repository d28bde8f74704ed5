"""From an achievement's fields to its facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.facts.application import LEVELS, Clue, Level, clues, is_idea, stated_level
from corpus.facts.changes import moves
from corpus.facts.facts import Benefit, Change, Evidence, Facts, Mention, OtherMoney
from corpus.facts.money import Amount, amounts, is_expected
from corpus.facts.moves import Move
from corpus.facts.numerals import plain
from corpus.facts.rights import Named, named_rights, same_right
from corpus.facts.ripeness import Found, ripeness
from corpus.facts.skeleton import skeleton
from corpus.normalize import Cleaned, clean

LISTED: Final = ("patents", "software", "standards")
"""Fields that are lists; as a text they are one item a line."""

NAMING: Final = ("title", "kind")
"""Fields that name the achievement: figures in them are parts of names."""


class _Reading(NamedTuple):
    """What one field of running text states."""

    field: str
    cleaned: Cleaned
    moves: Sequence[Move]
    amounts: Sequence[Amount]
    clues: Sequence[Clue]
    level: Level | None
    has_results: bool

    def mention(self, start: int, end: int) -> dict[str, object]:
        """A span of the cleaned text as the attributes of a mention in the raw one."""
        return _mention(self.field, self.cleaned, start, end)


def facts_of(achievement: Achievement) -> Facts:
    """The facts of an achievement. Total: no text makes it fail; what is not said stays unstated."""
    return facts_in({name: field_text(achievement, name) for name in (*NAMING, *TEXT_FIELDS, *LISTED)})


def field_text(achievement: Achievement, field: str) -> str:
    """The raw text of a field, which the offsets of its facts count in."""
    value = getattr(achievement, field)
    return "\n".join(value) if field in LISTED else str(value)


def facts_in(texts: Mapping[str, str]) -> Facts:
    """The facts of texts by the name of their field, in reading order.

    `title` and `kind` only say whether it is a suggestion; `patents`, `software` and `standards` are lists, one item a
    line; all others are running text, and `benefit` one that speaks of benefits throughout.
    """
    cleaned = {name: clean(text) for name, text in texts.items() if text and name not in NAMING}
    readings = [_read(name, text) for name, text in cleaned.items() if name not in LISTED]
    rights = _rights(cleaned)
    state = ripeness(
        [(reading.field, clue) for reading in readings for clue in reading.clues],
        is_idea=is_idea(texts.get("title", "")) or "建议" in texts.get("kind", ""),
        has_results=any(reading.has_results for reading in readings),
    )
    by_name = {reading.field: reading for reading in readings}
    stated = next(((reading, reading.level) for reading in readings if reading.level), None)
    stage_words = _said(state.stage_clues, by_name)
    return Facts(
        benefits=tuple(_benefits(readings, idea=state.stage == "idea")),
        other_money=tuple(_other_money(readings)),
        changes=tuple(_changes(readings)),
        patents=tuple(number for number, _ in rights["patents"]),
        software=tuple(number for number, _ in rights["software"]),
        standards=tuple(number for number, _ in rights["standards"]),
        applied=state.applied,
        sites=state.sites[1].sites if state.sites else None,
        stage=state.stage,
        trl=stated[1].level if stated else LEVELS.get(state.stage),
        mentions=Evidence(
            patents=tuple(mention for _, mention in rights["patents"]),
            software=tuple(mention for _, mention in rights["software"]),
            standards=tuple(mention for _, mention in rights["standards"]),
            applied=_said(state.applied_clues, by_name),
            sites=_said((state.sites,) if state.sites else (), by_name),
            stage=stage_words,
            trl=(Mention(**stated[0].mention(stated[1].start, stated[1].end)),) if stated else stage_words,
        ),
    )


def _read(field: str, cleaned: Cleaned) -> _Reading:
    reduced = skeleton(cleaned.text)
    moved = moves(reduced) if reduced.quantities or "番" in cleaned.text or "减半" in cleaned.text else []
    money = amounts(reduced, moved, about_benefit=field == "benefit")
    realised = any(each.kind is None and not each.expected for each in money) or any(
        not is_expected(cleaned.text, each.start, each.end) for each in moved
    )
    return _Reading(field, cleaned, moved, money, clues(reduced), stated_level(reduced), realised)


def _benefits(readings: Iterable[_Reading], *, idea: bool) -> Iterator[Benefit]:
    for reading in readings:
        for amount in reading.amounts:
            if amount.kind is None:
                expected = amount.expected or idea
                yield Benefit(**_money(reading, amount), per_year=amount.per_year, expected=expected)


def _other_money(readings: Iterable[_Reading]) -> Iterator[OtherMoney]:
    for reading in readings:
        for amount in reading.amounts:
            if amount.kind is not None:
                yield OtherMoney(**_money(reading, amount), kind=amount.kind)


def _money(reading: _Reading, amount: Amount) -> dict[str, object]:
    """不超过 and 以内 are the figure as written, as are 近 and 约."""
    quantity = amount.quantity
    low = quantity.figure
    high = low if quantity.low is None else quantity.high
    bounds = {"yuan_low": plain(low), "yuan_high": None if high is None else plain(high)}
    return {**reading.mention(amount.start, amount.end), **bounds}


def _changes(readings: Iterable[_Reading]) -> Iterator[Change]:
    for reading in readings:
        for move in reading.moves:
            yield Change(
                **reading.mention(move.start, move.end),
                what=str(reading.mention(*move.what)["span"]) if move.what[0] < move.what[1] else "",
                from_=None if move.before is None else plain(move.before),
                to=None if move.after is None else plain(move.after),
                unit=move.unit,
                percent=None if move.percent is None else plain(move.percent),
                direction=move.direction,
            )


def _said(found: Iterable[Found], readings: Mapping[str, _Reading]) -> tuple[Mention, ...]:
    return tuple(Mention(**readings[field].mention(clue.start, clue.end)) for field, clue in found)


def _rights(cleaned: Mapping[str, Cleaned]) -> dict[str, list[tuple[str, Mention]]]:
    """Numbers by kind, those of the listed fields first; what the text says again does not count twice."""
    found: dict[str, dict[str, tuple[str, Mention]]] = {name: {} for name in LISTED}
    for name in sorted(cleaned, key=lambda name: name not in LISTED):
        named = named_rights(cleaned[name].text)
        for kind, each in (("patents", named.patents), ("software", named.software), ("standards", named.standards)):
            _add(found[kind], name, cleaned[name], each)
        if name in LISTED:
            _add(found[name], name, cleaned[name], _items(cleaned[name].text))
    return {kind: list(numbers.values()) for kind, numbers in found.items()}


def _add(known: dict[str, tuple[str, Mention]], field: str, cleaned: Cleaned, found: Iterable[Named]) -> None:
    for each in found:
        if (right := same_right(each.number)) not in known:
            known[right] = each.number, Mention(**_mention(field, cleaned, each.start, each.end))


def _items(text: str) -> Iterator[Named]:
    """Items of a listed field in which no number was recognised: they count as they are written."""
    start = 0
    for line in text.split("\n"):
        named = named_rights(line)
        if line.strip() and not (named.patents or named.software or named.standards):
            yield Named(line.strip(), start, start + len(line))
        start += len(line) + 1


def _mention(field: str, cleaned: Cleaned, start: int, end: int) -> dict[str, object]:
    words = cleaned.text[start:end]
    start += len(words) - len(words.lstrip())
    end = max(start, end - (len(words) - len(words.rstrip())))
    first, last = cleaned.to_raw(start, end)
    return {"span": cleaned.raw[first:last], "field": field, "start": first, "end": last}
