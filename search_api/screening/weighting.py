"""Weights as people give them: by name on the page and in the API, in a TOML file, or as a profile."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from search_api.errors import BadQuestion
from search_api.screening.indicators import INDICATORS, KEYS, NAMES
from search_api.screening.scales import Numbers

if TYPE_CHECKING:
    from corpus.store import Store

MOST: Final = 100.0
"""Largest weight."""

MINIMUM: Final = 0.5
"""Share of weight that must be known where nothing else is said: a score that is mostly guessed ranks nobody."""

_BARE: Final = re.compile(r"^(\s*\[?\s*)([\u4e00-\u9fff]+)(?=\s*[\]=])", re.MULTILINE)
"""Chinese keys as people write them; TOML wants quotes around them."""

_BY_NAME: Final = {name: indicator.key for indicator in INDICATORS for name in (indicator.key, indicator.name)}


@dataclass(frozen=True, slots=True)
class Weighting:
    """Weights by indicator (all of `KEYS`, 0 to `MOST`, some above 0), and the least share of weight to be known.

    `profile` is the name they were taken from, "" for none; `version` is 0 for one that comes with the program.
    """

    weights: Mapping[str, float]
    minimum: float = MINIMUM
    profile: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        for key, weight in self.weights.items():
            if not 0 <= weight <= MOST:
                raise BadQuestion(f"“{NAMES[key]}”的权重 {weight:g} 不对：应在 0 到 {MOST:g} 之间。")
        if not any(self.weights.values()):
            raise BadQuestion("所有权重都是 0，排不出次序。请至少给一项指标大于 0 的权重。")
        if not 0 <= self.minimum <= 1:
            raise BadQuestion(f"最低已知比例 {self.minimum:g} 不对：应在 0 到 1 之间，例如 0.5。")

    @property
    def numbers(self) -> Numbers:
        """The weights in the order of the indicators, shape (indicators,)."""
        return np.array([self.weights[key] for key in KEYS], np.float64)


def _shipped(name: str, *weights: float) -> Weighting:
    return Weighting(dict(zip(KEYS, weights, strict=True)), profile=name)


SHIPPED: Final = {
    each.profile: each
    for each in (
        _shipped("均衡", 3, 3, 2, 2, 1, 2, 1),
        _shipped("看重效益", 2, 6, 1, 1, 1, 1, 1),
        _shipped("看重成熟度", 6, 2, 2, 1, 2, 1, 1),
        _shipped("看重需求", 3, 2, 1, 1, 2, 6, 0),
        _shipped("看重新颖与保护", 1, 1, 5, 6, 0, 1, 2),
    )
}
"""Profiles that come with the program, in the order of the indicators; the first is used where none is named. They are
a beginning to talk about, chosen by hand and not by data; staff keep their own beside them."""

FIRST: Final = next(iter(SHIPPED))


def weighting(
    store: "Store", profile: str = "", weights: Sequence[str] = (), minimum: float | None = None
) -> Weighting:
    """What is asked for: weights (`name=number`, what is not named is 0) or else a profile's.

    Raises BadQuestion, NotFound.
    """
    chosen = named(store, profile or FIRST)
    if weights:
        chosen = Weighting(read_weights(weights), chosen.minimum)
    if minimum is None or minimum == chosen.minimum:
        return chosen
    return Weighting(chosen.weights, minimum)


def named(store: "Store", name: str) -> Weighting:
    """A profile by its name. Raises NotFound."""
    if name in SHIPPED:
        return SHIPPED[name]
    kept = store.profile(name)
    known = {key: float(kept.weights.get(key, 0.0)) for key in KEYS}
    return Weighting(known, kept.minimum, kept.name, kept.version)


def read_weights(texts: Sequence[str]) -> dict[str, float]:
    """Read `name=number` several times; names in Chinese or English. Raises BadQuestion."""
    found = dict.fromkeys(KEYS, 0.0)
    for text in texts:
        name, sign, number = text.partition("=")
        if not sign:
            raise BadQuestion(f"权重“{text[:40]}”缺少等号。写法：指标=数值，例如 效益=3。")
        found[_key(name.strip())] = _number(name.strip(), number.strip())
    return found


def _key(name: str) -> str:
    if name not in _BY_NAME:
        raise BadQuestion(f"没有名为“{name[:40]}”的指标。可用：{'、'.join(NAMES.values())}。")
    return _BY_NAME[name]


def _number(name: str, value: object) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if isinstance(value, bool) or not math.isfinite(number):
        raise BadQuestion(f"“{name[:40]}”的权重“{str(value)[:40]}”不是数值。例如：效益 = 3。")
    return number


def read_file(path: Path) -> Weighting:
    """Weights from a TOML file: `[权重]` with one line an indicator, and `最低已知比例` before it if wanted.

    Raises BadQuestion that names the file, OSError.
    """
    try:
        said = tomllib.loads(_BARE.sub(r'\1"\2"', path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadQuestion(
            f"{path.name} 不是合法的 TOML（UTF-8 文本）：{error}。例：[权重] 下一行写 效益 = 3。"
        ) from error
    minimum = said.pop("最低已知比例", said.pop("minimum", MINIMUM))
    weights = said.pop("权重", said.pop("weights", None))
    if said or not isinstance(weights, dict):
        others = f"，多出 {'、'.join(said)}" if said else ""
        raise BadQuestion(f"{path.name} 应有一节 [权重]，每行一个指标，例如 效益 = 3{others}。")
    found = dict.fromkeys(KEYS, 0.0) | {_key(name): _number(name, value) for name, value in weights.items()}
    return Weighting(found, _number("最低已知比例", minimum))
