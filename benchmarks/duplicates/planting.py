"""Submissions made out of what was handed in before, one function for each way of doing so, with the truth about each.

Every function takes what was recorded, a source of chance, and where needed a text that is in no record; the same
arguments and chance give the same submission.
"""

from collections.abc import Callable
from random import Random
from typing import Any, Final

from benchmarks.duplicates import altering, particulars
from benchmarks.duplicates.truth import Planted, Record
from benchmarks.duplicates.wording import NEXT_STAGE, PARTS_OF_MACHINES
from corpus.achievement import TEXT_FIELDS, Achievement
from search_api.duplicates.kinds import Type

Change = Callable[[str], str]


def verbatim(source: Record, random: Random) -> Planted:
    """As it is, in a later year."""
    return _repeat("verbatim", source, _again(source.achievement, random), "原样重报")


def renamed(source: Record, random: Random) -> Planted:
    """Under a title in other words."""
    title = altering.retitled(source.achievement.title, random)
    return _repeat("renamed", source, _again(source.achievement, random, title=title), "改名重报")


def other_people(source: Record, random: Random) -> Planted:
    """By other people of the same unit."""
    a = source.achievement
    people = particulars.people(a.unit, random, apart_from=a.people)
    return _repeat("other people", source, _again(a, random, people=people), "换单位或换人重报")


def other_unit(source: Record, random: Random) -> Planted:
    """By the same people, as another unit's."""
    unit = _other_unit(source.achievement, random)
    return _repeat("other unit", source, _again(source.achievement, random, unit=unit), "换单位或换人重报")


def numbers(source: Record, random: Random) -> Planted:
    """With other figures, all else the same."""
    changed = _rewritten(source.achievement, lambda text: altering.with_other_figures(text, random))
    return _repeat("numbers", source, _again(changed, random), "数据变更")


def reformatted(source: Record, random: Random) -> Planted:
    """Full-width, traditional, with zero-width characters, with other punctuation, or all of that."""
    every: tuple[Change, ...] = (
        altering.repunctuated,
        altering.traditional,
        altering.wide,
        lambda text: altering.with_zero_width(text, random),
    )
    chosen = every if random.random() < 0.2 else (random.choice(every),)
    a = source.achievement
    for change in chosen:
        a = _rewritten(a.model_copy(update={"title": change(a.title)}), change)
    return _repeat("reformatted", source, _again(a, random), "原样重报")


def inserted(source: Record, random: Random) -> Planted:
    """Function words strewn in."""
    return _reworded("inserted", source, lambda text: altering.with_function_words(text, random), random)


def synonyms(source: Record, random: Random) -> Planted:
    """Words replaced by others that mean the same."""
    return _reworded("synonyms", source, lambda text: altering.with_synonyms(text, random), random)


def shuffled(source: Record, random: Random) -> Planted:
    """Sentences in another order."""
    return _reworded("shuffled", source, lambda text: altering.shuffled(text, random), random)


def combined(source: Record, random: Random) -> Planted:
    """Sentences in another order, words replaced and function words strewn in."""

    def change(text: str) -> str:
        return altering.with_function_words(altering.with_synonyms(altering.shuffled(text, random), random), random)

    return _reworded("combined", source, change, random)


def splice_30(source: Record, host: Achievement, random: Random) -> Planted:
    """Another text of which 30 % is copied."""
    return _spliced("splice 30 %", source, host, 0.30, random)


def splice_15(source: Record, host: Achievement, random: Random) -> Planted:
    """Another text of which 15 % is copied."""
    return _spliced("splice 15 %", source, host, 0.15, random)


def split(source: Record, random: Random) -> Planted:
    """Half of it as an achievement of its own."""
    a = source.achievement
    half = {**_no_text(), "summary": altering.halved(a.body, random)}
    title = altering.retitled(a.title, random)
    return _repeat("split", source, _again(a, random, title=title, **half), "拆分")


def merge(source: Record, second: Record, random: Random) -> Planted:
    """Two achievements as one, by the team of the first."""
    a, b = source.achievement, second.achievement
    both = {name: "\n".join(filter(None, (getattr(a, name), getattr(b, name)))) for name in TEXT_FIELDS}
    title = f"{a.title}与{b.title}"
    submission = _again(a, random, title=title, patents=(*a.patents, *b.patents), **both)
    return Planted("merge", submission, (source.id, second.id), ("合并",))


def rewritten(source: Record, row: dict[str, Any], random: Random) -> Planted:
    """Rewritten from end to end by a person, as another team's; or an honest team's other solution."""
    text = {**_no_text(), "summary": row["text"]}
    submission = _again(
        source.achievement,
        random,
        title=row["title"],
        unit=row["unit"],
        people=tuple(row["people"]),
        patents=(),
        **text,
    )
    if row["class"] == "other_method":
        return Planted("other method", submission, (source.id,), ("同题异法", ""), "innocent")
    return _repeat(row["class"], source, submission, "换单位或换人重报", "改名重报")


def identity_only(source: Record, host: Achievement, random: Random) -> Planted:
    """Nothing the same but the patent and the people."""
    unit = _other_unit(source.achievement, random)
    kept = {"people": source.achievement.people, "patents": source.achievement.patents}
    return _repeat("identity only", source, _again(host, random, unit=unit, **kept), "换单位或换人重报", "改名重报")


def short(source: Record, random: Random) -> Planted:
    """A record of one or two sentences, by the same team or by others."""
    return _reworded("short", source, str, random)


def title_only(source: Record, random: Random) -> Planted:
    """A record of a title and no text, by others."""
    return _repeat("title only", source, _by_others(_again(source.achievement, random), random), "换单位或换人重报")


def upgrade(source: Record, random: Random) -> Planted:
    """The same team's next stage with new figures and new parts, which names the earlier stage."""
    a = _rewritten(source.achievement, lambda text: altering.with_other_figures(text, random))
    said = f"本项目是我单位{a.year}年度成果《{source.achievement.title}》（编号{a.code}）的二期改进，一期内容沿用如下。"
    new = "".join(_next_stage(line, random) for line in random.sample(NEXT_STAGE, 3))
    title = a.title + random.choice(("（二期）", "的升级改进", "2.0版", "的深化应用"))
    submission = _again(a, random, title=title, patents=(), background=said, innovation=new)
    return Planted("upgrade", submission, (source.id,), ("升级延续",), "related")


def same_title(source: Record, host: Achievement, random: Random) -> Planted:
    """Another team's own text that happens to have the same title."""
    submission = _again(host, random, title=source.achievement.title)
    return Planted("same title", submission, (source.id,), ("同题异法", ""), "innocent")


def with_template(achievement: Achievement, template: str, group: str, random: Random) -> Achievement:
    """An achievement of a unit of a group, the group's paragraph in front of its text."""
    unit = particulars.unit(random, group)
    text = template.format(unit=unit) + achievement.summary
    return achievement.model_copy(update={"unit": unit, "people": particulars.people(unit, random), "summary": text})


def template(sources: tuple[Record, ...], host: Achievement, paragraph: str, group: str, random: Random) -> Planted:
    """A text of its own behind the paragraph that the sources, of other units of the group, have in front too."""
    submission = with_template(_again(host, random), paragraph, group, random)
    return Planted("template", submission, tuple(source.id for source in sources), ("同源模板", ""), "innocent")


ALONE: Final[dict[str, Callable[[Record, Random], Planted]]] = {
    "verbatim": verbatim,
    "renamed": renamed,
    "other people": other_people,
    "other unit": other_unit,
    "numbers": numbers,
    "reformatted": reformatted,
    "inserted": inserted,
    "synonyms": synonyms,
    "shuffled": shuffled,
    "combined": combined,
    "split": split,
    "short": short,
    "title only": title_only,
    "upgrade": upgrade,
}
WITH_HOST: Final[dict[str, Callable[[Record, Achievement, Random], Planted]]] = {
    "splice 30 %": splice_30,
    "splice 15 %": splice_15,
    "identity only": identity_only,
    "same title": same_title,
}


REWRITES: Final = ("paraphrase", "summary", "expansion", "other method")
"""The classes of `rewritten`, of which there are as many as there are rewritten patents."""


def _repeat(name: str, source: Record, submission: Achievement, *types: Type) -> Planted:
    return Planted(name, submission, (source.id,), types)


def _reworded(name: str, source: Record, change: Change, random: Random) -> Planted:
    """With its texts changed, half of the time by others under another title."""
    submission = _again(_rewritten(source.achievement, change), random)
    if random.random() < 0.5:
        others = _by_others(submission, random)
        title = altering.retitled(others.title, random)
        return _repeat(name, source, others.model_copy(update={"title": title}), "换单位或换人重报", "改名重报")
    return _repeat(name, source, submission, "原样重报")


def _spliced(name: str, source: Record, host: Achievement, share: float, random: Random) -> Planted:
    """`share` of the submission's text is one passage of the source; a host too long for that is cut."""
    copied, own = source.achievement.body, host.body
    size = min(round(len(own) * share / (1 - share)), len(copied))
    own = own[: round(size * (1 - share) / share)]
    start = random.randint(0, len(copied) - size)
    at = min(
        (place + 1 for place, letter in enumerate(own) if letter in "。；，"),
        key=lambda end: abs(end - len(own) / 2),
        default=0,
    )
    text = own[:at] + copied[start : start + size] + own[at:]
    return _repeat(name, source, _again(host, random, **{**_no_text(), "summary": text}), "拼接")


def _again(achievement: Achievement, random: Random, **changes: object) -> Achievement:
    """Handed in one to three years later under a number of its own."""
    year = (achievement.year or particulars.year(random)) + random.randint(1, 3)
    return Achievement.model_validate(
        {**achievement.model_dump(), "year": year, "code": particulars.code(year, random), **changes}
    )


def _by_others(achievement: Achievement, random: Random) -> Achievement:
    """Other people of another unit, without the patents."""
    unit = _other_unit(achievement, random)
    return achievement.model_copy(update={"unit": unit, "people": particulars.people(unit, random), "patents": ()})


def _other_unit(achievement: Achievement, random: Random) -> str:
    while (unit := particulars.unit(random)) == achievement.unit:
        pass
    return unit


def _rewritten(achievement: Achievement, change: Change) -> Achievement:
    """Every text changed."""
    return achievement.model_copy(update={name: change(getattr(achievement, name)) for name in TEXT_FIELDS})


def _no_text() -> dict[str, str]:
    return dict.fromkeys(TEXT_FIELDS, "")


def _next_stage(sentence: str, random: Random) -> str:
    part = random.choice(PARTS_OF_MACHINES)
    a = random.randint(3, 9)
    return sentence.format(part=part, a=a, b=a + random.randint(4, 20), c=random.randint(2, 8))
