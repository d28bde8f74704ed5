"""Amounts as people write them: money, times, rates, and what changed from what to what."""

from collections.abc import Callable
from typing import Final

from corpus.synthetic.chance import DECK, Chance, Deck

_DIGITS: Final = "零一二三四五六七八九"
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTWXYZ"

_DOWN: Final = (
    *("由{}{}降到{}{}", "从{}{}减少到{}{}", "由{}{}缩短为{}{}", "由{}{}降为{}{}"),
    *("自{}{}下降到{}{}", "从{}{}减至{}{}"),
)
_UP: Final = ("由{}{}提高到{}{}", "从{}{}增加到{}{}", "由{}{}提升至{}{}", "从{}{}升到{}{}")
_LONGER: Final = ("由{}{}延长到{}{}", "从{}{}延长至{}{}", "由{}{}增加到{}{}", "从原来的{}{}提高到{}{}")

_FINE: Final = ("毫米", "%")
"""Units that are measured to a tenth; the others are counted."""

_MONEY: Final = (
    *("{}万元", "{}万元", "约{}万元", "{}余万元", "{}万元以上", "近{}万元", "{}多万元", "{}万元左右"),
    *("人民币{}万元", "不少于{}万元"),
)
_SMALL: Final = ("元", "余元", "多元", "元左右")

_WHOLE: Final = {
    "n": (2, 39), "people": (2, 8), "days": (2, 60), "months": (2, 30), "month": (1, 12), "minutes": (2, 58),
    "hours": (2, 30), "temp": (55, 480), "db": (82, 118), "litres": (5, 400),
}  # fmt: skip
"""Slot → the smallest and the greatest whole number that fills it."""

_CHANGES: Final = {
    "longer": (_LONGER, (("天", 3, 200), ("个月", 1, 30), ("小时", 20, 900)), 2.0, 7.0),
    "more": (_UP, (("件", 20, 900), ("吨", 5, 800), ("立方米每小时", 3, 300)), 1.1, 2.2),
    "shorter": (_DOWN, (("小时", 2, 40), ("分钟", 10, 240), ("天", 2, 20)), 0.1, 0.5),
    "shorter_days": (_DOWN, (("天", 6, 180), ("个月", 3, 24)), 0.2, 0.6),
    "fewer": (_DOWN, (("次", 3, 90), ("件", 5, 300), ("起", 3, 40)), 0.0, 0.3),
    "fewer_points": (_DOWN, (("处", 5, 80),), 0.0, 0.3),
    "fewer_hours": (_DOWN, (("小时", 8, 300), ("个工时", 20, 900)), 0.05, 0.4),
    "fewer_people": (_DOWN, (("人", 3, 14), ("个工", 4, 40)), 0.2, 0.6),
    "less_kg": (_DOWN, (("公斤", 5, 600), ("吨", 3, 90)), 0.1, 0.7),
    "cooler": (_DOWN, (("度", 60, 190), ("℃", 60, 400)), 0.5, 0.8),
    "quieter": (_DOWN, (("分贝", 88, 118),), 0.7, 0.85),
    "smaller": (_DOWN, (("毫米", 2, 12), ("丝", 5, 60), ("微米", 10, 200)), 0.1, 0.4),
    "rate_down": (_DOWN, (("%", 2, 30),), 0.05, 0.4),
}
"""Slot → wordings, units with the range of the number before, and how many times as much it is after."""


def figure_decks() -> dict[str, Deck[str]]:
    """Slot name → amounts to draw from, always the same."""
    figures = Figures(Chance("figures"))
    return {name: tuple(figure() for _ in range(DECK)) for name, figure in figures.slots().items()}


def model(chance: Chance) -> str:
    """A type of machine, such as KT-350 or XJ/10B: these make the long tail of a technical vocabulary."""
    letters = "".join([chance.any_of(_LETTERS) for _ in range(chance.small(1, 4))])
    joint = chance.any_of(("", "-", "-", "/"))
    return f"{letters}{joint}{chance.small(1, 999)}{chance.any_of(_LETTERS) if chance.happens(0.2) else ''}"


def chinese(number: int) -> str:
    """A whole number from 1 to 999 in Chinese numerals: 35 → 三十五, 205 → 二百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


class Figures:
    """Makes amounts up."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance

    def slots(self) -> dict[str, Callable[[], str]]:
        """Slot name → what makes an amount for it."""
        return {
            **{name: self._whole(low, high) for name, (low, high) in _WHOLE.items()},
            **{name: self._change(*told) for name, told in _CHANGES.items()},
            "mm": lambda: f"{0.1 + 60 * self._chance.random() ** 3:.1f}",
            "kwh": lambda: f"{0.4 + 180 * self._chance.random() ** 3:.1f}",
            "percent": self._percent,
            "rate_up": self._rate_up,
            "money": self._money,
            "money_small": self._small_money,
        }

    def _money(self) -> str:
        """A benefit: 36.5万元, 近40万元, 三十六万余元, 20—30万元, seldom 1.2亿元."""
        chance = self._chance
        ten_thousands = chance.small(1, 60) if chance.happens(0.7) else chance.small(40, 900)
        if chance.happens(0.15):
            return chinese(ten_thousands) + chance.any_of(("万元", "万余元", "多万元"))
        if chance.happens(0.06):
            return f"{ten_thousands}{chance.any_of(('—', '~', '万元至'))}{ten_thousands + chance.small(2, 20)}万元"
        if chance.happens(0.01):
            return f"{ten_thousands / 100 + 1:.2f}亿元"
        amount = f"{ten_thousands + chance.random():.1f}" if chance.happens(0.4) else str(ten_thousands)
        return chance.any_of(_MONEY).format(amount)

    def _small_money(self) -> str:
        return f"{self._chance.small(1, 90)}00{self._chance.any_of(_SMALL)}"

    def _percent(self) -> str:
        value = 2 + 68 * self._chance.random()
        return f"{value:.1f}%" if self._chance.happens(0.4) else f"{value:.0f}%"

    def _rate_up(self) -> str:
        low = 62 + 33 * self._chance.random()
        high = low + (99.9 - low) * (0.5 + 0.5 * self._chance.random())
        return self._chance.any_of(_UP).format(f"{low:.1f}", "%", f"{high:.1f}", "%")

    def _whole(self, low: int, high: int) -> Callable[[], str]:
        return lambda: str(self._chance.small(low, high))

    def _change(
        self, wordings: tuple[str, ...], units: tuple[tuple[str, int, int], ...], least: float, most: float
    ) -> Callable[[], str]:
        chance = self._chance

        def make() -> str:
            unit, low, high = chance.any_of(units)
            before = chance.small(low, high)
            after = before * (least + (most - least) * chance.random())
            return chance.any_of(wordings).format(before, unit, round(after, 1 if unit in _FINE else None), unit)

        return make
