"""`innokb check`: a table of submissions against what was handed in before."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.options import actor, as_json_option, settings
from ui.cli.printing import progress, say, show, show_json

if TYPE_CHECKING:
    from search_api.duplicates.documents.dossier import Dossier
    from search_api.duplicates.submissions import Submissions
    from search_api.knowledge_base import KnowledgeBase

SHOWN_REJECTIONS = 20
"""Rejected rows listed on the terminal; --json and the workbook have them all."""


@click.command()
@click.argument("file", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="报告.{jsonl,xlsx,docx}",
    type=click.Path(dir_okay=False, path_type=Path),
    help="报告文件，格式由后缀决定",
)
@click.option(
    "--mapping",
    metavar="文件.toml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="表头与字段的对照文件",
)
@click.option("--within-batch/--no-within-batch", default=True, show_default=True, help="同一批申报之间是否互相比较")
@click.option(
    "--threshold",
    metavar="概率",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="概率达到多少需要审核",
)
@click.option("--include-confidential", is_flag=True, help="报告里列出涉密成果的内容；默认只列编号")
@as_json_option
def check(
    file: Path,
    out: Path,
    mapping: Path | None,
    within_batch: bool,
    threshold: float,
    include_confidential: bool,
    as_json: bool,
) -> None:
    """查重：把一张申报表与库中成果逐份比对，写成附依据的报告；不导入知识库。

    例：innokb check 2026年申报表.xlsx --out 查重报告.docx
    """
    if not out.absolute().parent.is_dir():
        raise click.UsageError(f"没有 {out.parent} 这个目录，报告无处可写")
    from corpus.importing.reading import load_mapping
    from search_api.duplicates.documents import form_of, write_report
    from search_api.duplicates.documents.dossier import Dossier
    from search_api.duplicates.submissions import read_submissions
    from search_api.knowledge_base import KnowledgeBase

    form = form_of(out)
    base = KnowledgeBase(settings())
    table = read_submissions([file], load_mapping(mapping) if mapping else None)
    number = _checked(base, file, table, within_batch=within_batch, threshold=threshold)
    dossier = Dossier(base.store, number, confidential=include_confidential)
    unfinished = out.with_name(out.name + ".part")
    try:
        with unfinished.open("wb") as target:
            write_report(dossier, form, target)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    if as_json:
        show_json(_as_json(dossier, out))
    else:
        _show(dossier)
        say(f"报告已写入 {out}")
    base.close()


def _checked(base: "KnowledgeBase", file: Path, table: "Submissions", *, within_batch: bool, threshold: float) -> int:
    """Carry a check out and keep it, as the API would; returns its number."""
    from corpus.importing.abandoned import PROCESS, this_process
    from search_api.duplicates.running import Run, close_abandoned_checks, require_current_index

    close_abandoned_checks(base.store)
    asked = {PROCESS: this_process(), "within_batch": within_batch, "threshold": threshold}
    number = base.store.create_check([file.name], asked, actor())
    base.store.start_check(number)
    try:
        with progress("查重") as step:
            current = partial(require_current_index, base)
            Run(base, number, table, within_batch, current, progress=step).carry_out()
    except Exception as error:
        base.store.fail_check(number, str(error))
        raise
    except KeyboardInterrupt:
        base.store.cancel_check(number, actor())
        raise
    return number


def _show(dossier: "Dossier") -> None:
    job, tally = dossier.job, dossier.tally
    levels = "，".join(f"{level} {count}" for level, count in tally.levels.items())
    show(f"共 {tally.results} 份" + (f"：{levels}" if levels else ""))
    for type, count in tally.types.items():
        show(f"  {type} {count}")
    show(f"达到阈值 {dossier.threshold:.0%} 的 {tally.alarms} 份，预计其中 {dossier.false_alarms:.1f} 份不是重复")
    for notice in job.notices:
        show(f"注意：{notice}")
    for row in job.rejected[:SHOWN_REJECTIONS]:
        show(f"  未读入：{row.place}：{row.reason}")
    if len(job.rejected) > SHOWN_REJECTIONS:
        show(f"  …还有 {len(job.rejected) - SHOWN_REJECTIONS} 行未列出")


def _as_json(dossier: "Dossier", out: Path) -> dict[str, Any]:
    job, tally = dossier.job, dossier.tally
    return {
        "id": job.id,
        "run_id": job.run_id,
        "index_revision": job.index_revision,
        "submissions": tally.results,
        "levels": dict(tally.levels),
        "types": dict(tally.types),
        "families": tally.families,
        "threshold": dossier.threshold,
        "alarms": tally.alarms,
        "expected_false_alarms": dossier.false_alarms,
        "rejected": [{"place": row.place, "reason": row.reason, "values": row.values} for row in job.rejected],
        "notices": list(job.notices),
        "report": str(out),
    }
