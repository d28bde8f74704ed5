"""三个一线: whether front-line workers made it, for a problem of the line, ready for use there — and whether it looks
like an enterprise's research project in disguise.

Marks for a person, with the words that led to them; never a verdict, and no part of any score.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal, get_args

from corpus.achievement import TEXT_FIELDS, Achievement
from corpus.facts import Facts, Mention

Mark = Literal["未说明", "符合", "存疑"]
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)

Question = Literal["workers", "problem", "use", "project"]
QUESTIONS: Final[dict[Question, str]] = {
    "workers": "以一线技术工人为主体",
    "problem": "解决生产一线的实际问题",
    "use": "能在生产一线直接应用",
    "project": "不是变相的企业科研项目",
}
"""The questions as the rules of the contests put them."""

MOST_WORDS: Final = 4
"""Places quoted for one mark."""

LARGE_TEAM: Final = 10
"""More people than this are no small team."""

POSTS: Final = ("职务", "岗位", "工种", "职称", "职务职称", "职务/职称", "岗位工种", "主创人员岗位", "人员身份", "身份")
"""Headers of columns of their own in which tables tell who somebody is."""

WORKERS: Final = (
    r"班组|车间|工段|工区|作业区|作业队|机台|[采掘综机运通]\w?队|维修队|一线(?:职工|员工|工人|技术)|"
    r"(?<![每各])(?:[甲乙丙丁]|检修|维修|运行|电气|机修|生产)班(?![级车次轮子])|技术工人|操作工|操作员|维修工|检修工|"
    r"[钳焊电车铣磨管瓦木]工(?![程业艺作厂具况序种时])|(?:高级)?技师|高级工|班组?长|工匠|劳模|师傅"
)
OFFICES: Final = (
    r"研究院|研究所|设计院|科学院|大学|学院|研发中心|技术中心|董事长|总经理|总工程师|院长|处长|教授|博士|研究员"
)
PROBLEMS: Final = (
    r"故障|(?<![不免])停机|停产|停工|磨损|卡阻|卡死|堵塞|堵料|跑偏|漏[油水气风电粉料]|渗漏|断裂|脱落|松动|报废|返工|废品|"
    r"费时|费力|耗时|劳动强度|安全隐患|隐患|效率低|更换频繁|误差大|误操作|不便|困难|浪费|能耗高|人工"
)
PAPERWORK: Final = r"理论研究|综述|调研报告|制度建设|管理办法|考核办法|党建|思想政治|企业文化|宣传活动|培训体系"
PROJECTS: Final = (
    r"课题编号|课题组|课题立项|立项(?:编号|批复|建设|研究)|科技(?:计划|攻关|重大)?项目|科研(?:项目|课题|经费|立项)|重点研发|自然科学基金|"
    r"基金项目|横向课题|纵向课题|研发经费|研发投入|专项(?:资金|经费)|产学研|与\w{2,12}(?:大学|学院|研究院|研究所)|委托\w{2,12}(?:公司|院|所)|"
    r"可行性研究|总投资"
)
HOMEMADE: Final = r"自制|自行(?:制作|设计|加工|研制)|自己动手|利用废旧|废旧|旧料|业余时间|小改小革|土办法|班组自"

STARTED: Final = frozenset({"trial", "in_use", "spread"})


@dataclass(frozen=True, slots=True)
class Finding:
    """The mark for one question, and the words that led to it; `note` says what no words can."""

    question: Question
    mark: Mark
    words: tuple[Mention, ...] = ()
    note: str = ""


def frontline(achievement: Achievement, facts: Facts) -> tuple[Finding, ...]:
    """The marks of one achievement, in the order of `QUESTIONS`."""
    use = used(facts.applied, facts.stage)
    mentions = (*facts.mentions.applied, *facts.mentions.stage)[:MOST_WORDS]
    return (*said(achievement), Finding("use", use, mentions if use != "未说明" else ()), project(achievement))


def said(achievement: Achievement) -> tuple[Finding, Finding]:
    """What its words say of who made it, and of what problem."""
    who = _texts(achievement, ("unit", "recommended_by", "title", *TEXT_FIELDS)) | _posts(achievement)
    makers = _texts(achievement, ("unit",)) | _posts(achievement)
    what = _texts(achievement, ("title", "background", "summary", "benefit"))
    return (
        _weighed("workers", _found(WORKERS, who), _found(OFFICES, makers)),
        _weighed("problem", _found(PROBLEMS, what), _found(PAPERWORK, what)),
    )


def used(applied: str, stage: str) -> Mark:
    """Whether it is in use, by `applied` and `stage` of the facts; "" is unstated, as in the index."""
    if applied == "yes" or stage in STARTED:
        return "符合"
    return "存疑" if applied in ("no", "planned") or stage in ("idea", "prototype") else "未说明"


def project(achievement: Achievement) -> Finding:
    """Signs of a research project, and of work with one's own hands."""
    texts = _texts(achievement, ("title", *TEXT_FIELDS)) | dict(achievement.extra)
    finding = _weighed("project", _found(HOMEMADE, texts), _found(PROJECTS, texts))
    if len(achievement.people) > LARGE_TEAM:
        return Finding("project", "存疑", finding.words, f"完成人有 {len(achievement.people)} 人，不是小团队")
    return finding


def _weighed(question: Question, good: list[Mention], doubtful: list[Mention]) -> Finding:
    if doubtful:
        return Finding(question, "存疑", tuple(doubtful[:MOST_WORDS]))
    return Finding(question, "符合" if good else "未说明", tuple(good[:MOST_WORDS]))


def _texts(achievement: Achievement, fields: tuple[str, ...]) -> dict[str, str]:
    return {field: text for field in fields if (text := getattr(achievement, field))}


def _posts(achievement: Achievement) -> dict[str, str]:
    return {header: text for header, text in achievement.extra.items() if header in POSTS}


def _found(pattern: str, texts: dict[str, str]) -> list[Mention]:
    """Where a pattern stands, each wording once; offsets count in the raw text of the field."""
    words: dict[str, Mention] = {}
    for field, text in texts.items():
        for match in re.finditer(pattern, text):
            span = match[0]
            words.setdefault(span, Mention(span=span, field=field, start=match.start(), end=match.end()))
            if len(words) == MOST_WORDS:
                return list(words.values())
    return list(words.values())
