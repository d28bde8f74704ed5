"""One Chinese paragraph for a match and for a submission, made from what the report says and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from search_api.duplicates.kinds import Type
from search_api.duplicates.phrases import chance, say, shortened
from search_api.duplicates.report import EvidenceReport, MatchReport, StretchReport

LONGEST: Final = 200
"""Characters of a conclusion."""

LONGEST_TITLE: Final = 30
WEIGHTY: Final = 0.3
"""Log-odds below which a piece of evidence is no reason worth naming."""

MOST_REASONS: Final = 4
MOST_DETAILS: Final = 3

SUSPECTED: Final = ("高度疑似", "疑似")
"""Levels that a reviewer has to look at."""

TO_LOOK_AT: Final[Mapping[Type, str]] = {
    "原样重报": "是否为同一成果再次申报",
    "改名重报": "两个名称所指是否为同一成果",
    "换单位或换人重报": "单位、完成人与原成果的关系",
    "数据变更": "有变化的数字有何依据",
    "拆分": "申报是否只是原成果的一部分",
    "合并": "申报是否由几项原有成果合成",
    "拼接": "标出的段落以外有无新的内容",
    "升级延续": "与前期成果相比新增了什么",
    "同源模板": "通用文字以外的内容是否相同",
    "同题异法": "名称相近而方法是否确有不同",
}
"""What a reviewer is to compare, by type."""

TO_COMPARE: Final = "标出的相同段落"


def match_conclusion(match: MatchReport, most: int = LONGEST) -> str:
    """What a match comes to: how likely, the strongest reasons, what speaks against it, what to look at."""
    if match.type == "升级延续" and match.level not in SUSPECTED:
        return f"申报自述是{_called(match)}的后续（升级延续），请核对{TO_LOOK_AT[match.type]}。"
    if match.level == "无关":
        return _fitted(f"与{_called(match)}无关。", [], _phrases(match.against), "", most)
    start = f"与{_called(match)}{match.level}"
    start += f"重复（概率 {chance(match.probability)}{_typed(match.type)}）。" if match.level in SUSPECTED else "。"
    end = f"请核对{_to_look_at(match)}。" if match.level in SUSPECTED else "依据不足以认定重复。"
    return _fitted(start, _phrases(match.evidence), _phrases(match.against), end, most)


def submission_conclusion(matches: Sequence[MatchReport], templates: Sequence[StretchReport]) -> str:
    """What the check of a submission comes to: its first match, how many others, and what counted for nothing."""
    more = "".join(_more(matches[1:], templates))
    if not matches or matches[0].level == "无关":
        return f"没有找到与本申报相近的成果。{more}"
    best = matches[0]
    if best.level in SUSPECTED:
        return match_conclusion(best, LONGEST - len(more)) + more
    if best.type == "升级延续":
        return f"申报自述是{_called(best)}的后续（升级延续），请核对{TO_LOOK_AT[best.type]}。{more}"
    look = f"，请核对{TO_LOOK_AT[best.type]}" if best.type else ""
    nearest = f"最相近的是{_called(best)}，概率 {chance(best.probability)}"
    return f"未发现重复。{nearest}，依据不足以认定重复{look}。{more}"


def _more(others: Sequence[MatchReport], templates: Sequence[StretchReport]) -> Iterator[str]:
    if suspected := sum(match.level in SUSPECTED for match in others):
        yield f"另有 {suspected} 项疑似。"
    if letters := sum(stretch.end - stretch.start for stretch in templates):
        yield f"其中 {letters} 字为多家共用的文字，不计入。"


def _called(match: MatchReport) -> str:
    """How a match is named: by its title, or where that is withheld by its number."""
    where = "同批申报" if match.in_batch else "库内成果"
    number = f"第 {match.position + 1} 份" if match.position is not None else f"编号 {match.id}"
    if match.withheld:
        return f"{where}（{number}，涉密不引用）"
    about = "，".join(str(part) for part in (shortened(match.unit, 20), match.year) if part)
    return f"{where}《{shortened(match.title, LONGEST_TITLE)}》（{about or number}）"


def _typed(type: Type | None) -> str:
    return f"，{type}" if type else ""


def _to_look_at(match: MatchReport) -> str:
    if match.type:
        return TO_LOOK_AT[match.type]
    return TO_COMPARE if match.passages else "两份材料的名称、单位和完成人"


def _phrases(evidence: Sequence[EvidenceReport]) -> list[str]:
    """The strongest first; what hardly weighs is no reason."""
    weighing = [each for each in evidence if abs(each.contribution) >= WEIGHTY][:MOST_REASONS]
    return [say(each.key, each.level, each.value, each.details, MOST_DETAILS) for each in weighing]


def _fitted(start: str, reasons: list[str], against: list[str], end: str, most: int) -> str:
    """As many reasons as there is room for; the weakest go first, one of each side stays."""
    while len(text := start + "".join(_sentences(reasons, against)) + end) > most:
        longer = max((reasons, against), key=len)
        if len(longer) <= 1:
            return text
        longer.pop()
    return text


def _sentences(reasons: Sequence[str], against: Sequence[str]) -> Iterator[str]:
    if reasons:
        yield f"主要依据：{'；'.join(reasons)}。"
    if against:
        yield f"不支持重复的：{'；'.join(against)}。"
