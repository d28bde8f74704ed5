"""Where an achievement is used, in how many places, how ripe it is: the words that say so."""

import re
from dataclasses import dataclass
from typing import Final

from corpus.facts.facts import Stage
from corpus.facts.skeleton import LONGEST, MEASURE, Skeleton

_CUES: Final = re.compile(
    "(?P<spread>推广|复制到|铺开|普及|移植到|输出到|(?:其余|其他|兄弟|姐妹|相邻|全国|全省|全市|同行)[^,。;]{0,12}(?:也|都|均|陆续|先后|纷纷)|"
    "也(?:跟着|照着|学着|在各自))"
    "|(?P<trial>试用|试运行|试点|试行|试铺|试装|试验段|中试|挂网|试种|试生产|试投|先(?:在|拿|选|装)[^,。;]{0,12}试|工业试验|现场试验|示范线|试试)"
    "|(?P<in_use>投用|投入(?:使用|运行|生产)|投产|投运|正式|在用|用上|使用(?!寿|年限|说明|成本|范围|时间|性|的是|量|者|方便|要求|过程|单位)|"
    "应用(?!软|程|前景|价值|于各|范围|场景|题)|上线|换装|更换完|更换(?=,|。|\\Z)|换上|改造(?=\ue004|完|了|成)|完成改造|改完|装上|安装到|安装(?=,|。|\\Z|了|在|于|\ue004)|"
    "配备|配齐|配置|配发|人手一|装用|装到|都装|装有|戴上|采用(?=[,。;])|执行(?=[,。;])|起实行|落地|推行|"
    "(?P<running>运行(?!记录|不|成本|费|时|参|状|速|平|稳|的|工|压|电|温|可|安|方式|机))|用于|首批|共用|这么改|都改了|装完|装好|装了|改好|配上|全用|全部实行|完毕|全换|都在(?:用|使)|在\ue004(?:(?!推广|试)[^,。;]){0,10}用(?=[,。;])|\ue004[^,。;\ue000-\ue005]{1,4}用了(?=\ue004)|\ue004来(?!回)|合计(?=年|每年|\ue004)|交付)"
    "|(?P<prototype>样机|(?:试制|做[出成]|制[出成]|加工出?)[^,。;]{0,6}样[件品]|样[件品](?:试制|已|在)|试制|试验台|台架|实验室|小试|模型机|原型)"
    "|(?P<idea>建议|设想|想法|构想|方案论证|方案设计|草图|三维设计|可行性|没有?动手|如果领导)"
)
_PLANNED: Final = re.compile(
    "计划|准备|打算|(?<![模虚])拟(?![合定])|将(?=[于在来会按逐推安装应用向全投])|明年|下一步|下\ue004|下季度|待(?!机|料|检)|汛后|大修时"
)
_NOT_YET: Final = re.compile(
    "若|如果|如能|反馈好|效果好|有望|可(?=[推在应用广])|希望|建议|后续|适[用于合]|值得|前景|尚未|还没|没有(?=[上投安装应推正])|未(?=[上投安装应实推])|便于|"
    "具有|潜力|意义|价值|想请|愿意|报[^,。;]{0,8}推广|推荐|推广(?:项目|站|中心|部|奖)|不(?:宜|能|便)|能否|专利|著作权|预计|就可以|以便"
)
_DONE: Final = re.compile(
    "已(?!知)|现(?=[在已有运])|目前|全部|均|都|如今|眼下|正式|了|累计|年来|以来|投用|20\\d\\d年|全[队厂院公站段市县场矿]|在用|首批|一直|"
    "上学期|上\ue004|去年|今年|共用|用于|管内|正在"
)
_PLACES: Final = "台套个家座处列口条艘辆架间站户栋副组支"
_NOT_PLACES: Final = re.compile(
    "个?(?:月|小时|百分|季度|班次|工作日|工时|产品|树种|品种|部件|零件|指标|问题|环节|步骤|专利|参数|团队|项目|课题|型号|批次|人|多月)"
)
_NOT_COUNTED: Final = re.compile("(?:[每单第另]|另外|其他|其余|增加|减少|由|从|节省)\\Z")
_STATED: Final = re.compile(
    "(?:TRL|技术(?:就绪|成熟)(?:度|水平)?(?:等级)?)(?:达到?|评[价定估]为|为|已达|处于|在|:|\\s)*第?(?P<level>\ue004|\ue005)级?",
    re.IGNORECASE,
)
_TITLE_OF_IDEA: Final = re.compile("(?:建议|设想|构想|提案)\\Z|^关于.*建议")
_ENDS: Final = re.compile("[,。;!?\n]")
STAGES: Final[tuple[Stage, ...]] = ("spread", "in_use", "trial", "prototype", "idea")
LEVELS: Final[dict[Stage, int]] = {"idea": 2, "prototype": 5, "trial": 7, "in_use": 8, "spread": 9}
"""Levels of technology readiness by GB/T 22900 that a stage stands for: 2 a plan, 5 a first sample tried near its
use, 7 a sample tried in real use, 8 the real thing in use, 9 proved in many places."""


@dataclass(frozen=True, slots=True)
class Clue:
    """What a clause at `start` to `end` of the cleaned text says of a stage.

    `is_done` says that it is so, `is_planned` that it is to be; `sites` are the places or machines it counts.
    """

    stage: Stage
    start: int
    end: int
    is_done: bool
    is_planned: bool
    is_firm: bool
    sites: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of technology readiness that is said in so many words."""

    level: int
    start: int
    end: int


def clues(skeleton: Skeleton) -> list[Clue]:
    """What the clauses of a text say of use and ripeness, in its order."""
    return [_clue(skeleton, match) for match in _CUES.finditer(skeleton.text)]


def is_idea(title: str) -> bool:
    """Whether a title calls the achievement a suggestion."""
    return _TITLE_OF_IDEA.search(title) is not None


def stated_level(skeleton: Skeleton) -> Level | None:
    """技术成熟度达到8级."""
    match = _STATED.search(skeleton.text)
    if not match:
        return None
    level = skeleton.at(match.start("level")).figure
    start, end = skeleton.to_source(match.start()), skeleton.to_source(match.end())
    return Level(int(level), start, end) if level in range(1, 10) else None


def _clue(skeleton: Skeleton, match: re.Match[str]) -> Clue:
    text = skeleton.text
    start = max(text.rfind(mark, max(0, match.start() - LONGEST), match.start()) for mark in ",。;!?\n") + 1
    closing = _ENDS.search(text, match.end(), match.end() + LONGEST)
    end = closing.start() if closing else min(len(text), match.end() + LONGEST)
    stage: Stage = next(stage for stage in STAGES if match[stage])
    clause = text[start:end]
    planned, not_yet = _PLANNED.search(clause) is not None, _NOT_YET.search(clause) is not None
    done = not planned and (stage == "idea" or not not_yet)
    sites = _sites(skeleton, start, match.end(), end) if done and stage in ("spread", "in_use", "trial") else None
    firm = sites is not None or (_DONE.search(clause) is not None and not match["running"])
    return Clue(stage, skeleton.to_source(start), skeleton.to_source(end), done, planned, firm, sites)


def _sites(skeleton: Skeleton, start: int, verb: int, end: int) -> int | None:
    """The greatest count of places or machines behind the verb or, where there is none, before it."""
    behind, before = (verb, end), (start, verb)
    for begin, stop in (before, behind) if skeleton.text[:verb].endswith("共用") else (behind, before):
        counts = [count for sign in skeleton.between(begin, stop) if (count := _count(skeleton, sign))]
        if counts:
            return max(counts)
    return None


def _count(skeleton: Skeleton, sign: int) -> int | None:
    quantity, text = skeleton.at(sign), skeleton.text
    if text[sign] != MEASURE or quantity.unit not in _PLACES or quantity.figure < 2 or quantity.figure % 1:
        return None
    if _NOT_PLACES.match(text, sign + 1) or _NOT_COUNTED.search(text, max(0, sign - 2), sign):
        return None
    return int(quantity.figure)
