"""Composing achievements out of the word lists."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, Final

from corpus.achievement import Achievement
from corpus.synthetic.chance import BITS, DECK, Chance, Deck
from corpus.synthetic.figures import model
from corpus.synthetic.lexicon import Industry, Lexicon, Sentence, Trouble, load_lexicon
from corpus.synthetic.repeating import repeated

SEED: Final = 20_260_501
"""The seed of the benchmarks."""

BLOCK: Final = 512
"""Records that share one stream of draws; every block begins anew, so none depends on how many are made."""

REPEATS: Final = 0.015
"""Share of records that repeat an earlier one of their block in some way."""

REDRAWS: Final = range(4)
"""Draws that are spent on not saying the same twice."""

FIRST_YEAR: Final = 2017
YEARS: Final = 10

UNITS: Final = 34_300
"""Firms, as many as hand in achievements in a province in a year."""


def achievements(count: int, seed: int = SEED) -> Iterator[Achievement]:
    """Yield `count` synthetic achievements; record i depends on `seed` and i alone."""
    lexicon = load_lexicon()
    blocks = (_block(lexicon, seed, first) for first in range(0, count, BLOCK))
    yield from islice((record for block in blocks for record in block), count)


def _block(lexicon: Lexicon, seed: int, first: int) -> Iterator[Achievement]:
    chance = Chance(f"{seed}/{first}")
    composer = Composer(lexicon, chance)
    earlier: list[dict[str, Any]] = []
    for number in range(first, first + BLOCK):
        record = composer.record(number)
        if earlier and chance.happens(REPEATS):
            record = repeated(chance.any_of(earlier), record, chance)
        earlier.append(record)
        yield Achievement(**record)


class Words(dict[str, str]):
    """What fills the slots: words that the achievement keeps, and the rest made anew at every use."""

    def __init__(self, kept: Mapping[str, str], makers: Mapping[str, Callable[[], str]]) -> None:
        super().__init__(kept)
        self._makers = makers

    def __missing__(self, slot: str) -> str:
        return self._makers[slot]()


class Composer:
    """Composes records, one after the other, from one stream of draws."""

    def __init__(self, lexicon: Lexicon, chance: Chance) -> None:
        self._lexicon = lexicon
        self._chance = chance
        self._makers = self._slot_makers()
        self._prefix, self._core, self._head = (
            chance.dealing(lexicon.words[name]) for name in ("prefixes_or_none", "cores", "heads")
        )
        self._said: set[Sentence] = set()
        self._trouble = lexicon.troubles[0]
        self._words = Words({}, self._makers)

    def record(self, number: int) -> dict[str, Any]:
        """The fields of one achievement."""
        chance, words = self._chance, self._lexicon.words
        industry, self._trouble = chance.draw(self._lexicon.industries), chance.draw(self._lexicon.troubles)
        year = FIRST_YEAR + int(YEARS * chance.random() ** 0.6)
        region, unit = self._firm(industry)
        self._words = Words(self._kept(industry, self._trouble, year, region, unit), self._makers)
        self._said.clear()
        title = self._sentence("titles")
        return {
            "code": f"SY{year}-{number:07d}",
            "title": title,
            "kind": _kind(title) or chance.draw(words["kinds"]),
            "unit": unit + (self._words["crew"] if chance.happens(0.4) else ""),
            "recommended_by": f"{region}总工会" if chance.happens(0.7) else "",
            "people": tuple([self._person() for _ in range(chance.small(1, 6))]),
            "region": region,
            "industry": industry.name,
            "year": year,
            "level": chance.draw(words["levels"]),
            "award": chance.draw(words["awards"]) if chance.happens(0.35) else "",
            "source": f"{year}年{region}成果汇总表",
            "extra": {"备注": chance.draw(words["remarks"])} if chance.happens(0.05) else {},
            **self._texts(),
            **self._rights(year),
        }

    def _texts(self) -> dict[str, str]:
        chance, several = self._chance, self._several
        return {
            "background": several("backgrounds", 1, 5) if chance.happens(0.85) else "",
            "summary": (self._sentence("openings") if chance.happens(0.6) else "") + several("steps", 3, 18),
            "innovation": several("innovations", 1, 3) if chance.happens(0.55) else "",
            "benefit": several("benefits", 1, 4) if chance.happens(0.85) else "",
            "application": several("applications", 1, 3) if chance.happens(0.5) else "",
        }

    def _rights(self, year: int) -> dict[str, tuple[str, ...]]:
        chance = self._chance
        serial = int(10_000_000 * chance.random())
        rights: dict[str, tuple[str, ...]] = {}
        if chance.happens(0.22):
            rights["patents"] = (_patent(f"{year - 1}{chance.any_of('2213')}{serial:07d}"),)
        if chance.happens(0.04):
            rights["software"] = (f"{year}SR{serial:07d}",)
        if chance.happens(0.02):
            rights["standards"] = (f"Q/{model(chance)} {serial % 1000:03d}-{year}",)
        return rights

    def _kept(self, industry: Industry, trouble: Trouble, year: int, region: str, unit: str) -> dict[str, str]:
        draw, parts = self._chance.draw, self._lexicon.words["parts"]
        part, other = draw(parts), draw(parts)
        return {
            "industry": industry.name,
            "equipment": draw(industry.equipment),
            "crew": draw(industry.crews),
            "place": draw(industry.places),
            "part": part,
            "other_part": other if other != part else f"备用{part}",
            "name": draw(trouble.names),
            "device": draw(trouble.devices),
            "year": str(year - 1),
            "region": region,
            "unit": unit,
        }

    def _firm(self, industry: Industry) -> tuple[str, str]:
        """A firm's city and name; few firms hand in much, most hand in one or two."""
        words, number = self._lexicon.words, self._chance.zipf(UNITS)
        region = words["regions"][number * 611_953 // 13 % DECK]
        name = words["firsts"][number * 7919 % DECK] + words["seconds"][number * 104_729 // 17 % DECK]
        return region, f"{region[:-1]}{name}{industry.firms[number * 1_299_709 // 31 % DECK]}"

    def _person(self) -> str:
        words, chance = self._lexicon.words, self._chance
        name = chance.draw(words["surnames"]) + chance.draw(words["given"])
        return name + chance.draw(words["given"]) if chance.happens(0.75) else name

    def _component(self) -> str:
        """An invented name such as 双级滚压环; hardly one is heard twice."""
        return self._prefix() + self._core() + self._head()

    def _sentence(self, name: str) -> str:
        return self._fresh(self._lexicon.sentences[name])

    def _several(self, name: str, least: int, most: int) -> str:
        fresh, sentences = self._fresh, self._lexicon.sentences[name]
        return "".join([fresh(sentences) for _ in range(self._chance.small(least, most))])

    def _fresh(self, sentences: Deck[Sentence]) -> str:
        """A sentence that this achievement has not said yet, if a few draws find one."""
        said, bits = self._said, self._chance.bits
        for _ in REDRAWS:
            sentence = sentences[bits(BITS)]
            if sentence not in said:
                break
        said.add(sentence)
        return sentence.template % sentence.words_of(self._words)

    def _slot_makers(self) -> dict[str, Callable[[], str]]:
        return {
            **{slot: self._chance.dealing(deck) for slot, deck in self._lexicon.slots.items()},
            "problem": lambda: self._fresh(self._trouble.problems),
            "cause": lambda: self._fresh(self._trouble.causes),
            "method": lambda: self._fresh(self._trouble.methods),
            "effect": lambda: self._fresh(self._trouble.effects),
            "times": partial(self._sentence, "times"),
            "other_industry": lambda: self._chance.draw(self._lexicon.industries).name,
            "component": self._component,
            "model": partial(model, self._chance),
            "person": self._person,
        }


def _kind(title: str) -> str:
    """The kind that a title gives away."""
    if title.endswith("建议") or title.startswith("关于"):
        return "小建议"
    return "先进操作法" if title.endswith("操作法") else ""


def _patent(digits: str) -> str:
    """A patent number with its last place: weights 2-9 over and over, modulo 11."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True))
    return f"ZL{digits}.{'X' if total % 11 == 10 else total % 11}"
