"""Words, templates and sentences that repeats are planted with, all written for this benchmark."""

import tomllib
from functools import cache
from importlib import resources
from typing import Final

from benchmarks.duplicates.split import PartName
from indexer.dictionaries import bundled_synonyms
from indexer.synonyms import Synonyms

FUNCTION_WORDS: Final = ("的", "了", "进行")

NEXT_STAGE: Final = (
    "在前期试用中发现{part}磨损偏快，二期改用了耐磨材料并加装在线监测，寿命由{a}个月延长到{b}个月。",
    "针对一期只能单机使用的不足，新增{part}联动控制，现可同时带{c}台设备运行。",
    "一期需人工判读，本期补上了{part}的自动识别和报警，漏报由每月{c}次降为零。",
    "本期把{part}做成了模块，现场更换由{b}分钟缩短到{a}分钟，并编写了检修规程。",
    "根据一期{c}个月的运行记录，重新核算了{part}的参数，冬季低温工况也能稳定使用。",
    "二期把数据接进了车间的调度系统，{part}的状态在手机上就能看到，班组少巡检{a}次。",
)
"""What a next stage adds to what was handed in earlier."""

PARTS_OF_MACHINES: Final = ("传动机构", "密封组件", "传感探头", "控制箱", "导向装置", "进料口", "润滑管路", "夹紧装置")


@cache
def templates(part: PartName) -> tuple[str, ...]:
    """Paragraphs that units put in front of whatever they hand in, with `{unit}`; no part has those of another."""
    return tuple(tomllib.loads(_file("templates.toml"))[part])


@cache
def synonyms() -> Synonyms:
    """Words and what may stand for them: the project's own groups, and plain words that those do not hold."""
    return Synonyms.from_text(bundled_synonyms()) + Synonyms.from_text(_file("synonyms.txt"))


@cache
def title_words() -> Synonyms:
    """Words of titles and what may stand for them, the synonyms among them."""
    return synonyms() + Synonyms.from_text(_file("title_words.txt"))


def _file(name: str) -> str:
    return resources.files(__name__.rpartition(".")[0]).joinpath(name).read_text("utf-8")
