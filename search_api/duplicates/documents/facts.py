"""What every report says of its check before the cases: names and values in one order."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, get_args

from search_api.duplicates.documents.dossier import Dossier
from search_api.duplicates.kinds import Type
from search_api.duplicates.verdict import LEVELS, Level

FALSE_ALARMS: Final = (
    "概率由各项依据的分量相加得出；分量由已知的重复与不重复材料拟合，各项相加即为合计，没有别的因素。预计误报数是达到阈值的"
    "申报中很可能不是重复的份数，按本批申报中重复的多少推算。是否重复由审核人认定。"
)
"""What probabilities and the expected number of false alarms mean."""

WITHHELD: Final = "涉密成果只列编号，不引用名称、单位、人员和文字"
SHOWN: Final = "按要求列出涉密成果的内容，请按涉密文件保管"


def run_facts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """What was run: tables, run, index, parameters."""
    job = dossier.job
    yield "申报表", "、".join(job.files)
    yield "查重编号", str(job.id)
    yield "运行标识", job.run_id
    yield "索引版本", "" if job.index_revision is None else str(job.index_revision)
    yield "审核阈值（概率）", f"{dossier.threshold:.0%}"
    yield "同批互查", "是" if dossier.within_batch else "否"
    yield "涉密成果", SHOWN if dossier.confidential else WITHHELD
    yield "状态", STATUS[job.status]
    yield "提交人", job.actor
    yield "提交时间", local(job.created_at)
    yield "完成时间", local(job.finished_at)


STATUS: Final = {
    "waiting": "等待中",
    "running": "进行中（结果不全）",
    "done": "已完成",
    "failed": "未完成（结果不全）",
    "cancelled": "已取消（结果不全）",
}


def result_facts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """What came of it, in numbers."""
    job, tally = dossier.job, dossier.tally
    yield "申报份数", str(tally.results if job.total is None else job.total)
    yield "已查份数", str(tally.results)
    yield "未读入的行", str(len(job.rejected))
    yield "达到阈值", str(tally.alarms)
    yield "预计误报数", f"{dossier.false_alarms:.1f}"
    yield "重复族", str(tally.families)


def level_facts(dossier: Dossier) -> Iterator[tuple[str, int, str]]:
    """Every level, how many submissions have it, and what it means."""
    least = dict(LEVELS)
    for level in get_args(Level):
        means = f"概率不低于 {least[level]:.0%}" if level in least else "概率更低，或没有相近的成果"
        yield level, dossier.tally.levels.get(level, 0), means


def type_facts(dossier: Dossier) -> Iterator[tuple[str, int]]:
    """Every type that was seen, and how often."""
    for type in get_args(Type):
        if count := dossier.tally.types.get(type, 0):
            yield type, count


def local(moment: datetime | None) -> str:
    """A moment in this machine's time."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else ""
