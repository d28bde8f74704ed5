"""`innokb import`: tables of achievements, or of needs, into the store."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import ImportProblem
from ui.cli.options import actor, as_json_option, settings
from ui.cli.printing import complain, progress, say, show, show_json

if TYPE_CHECKING:
    from corpus.importing.run import FileReport
    from corpus.store import Store

SHOWN_REJECTIONS = 20
"""Rejected rows listed on the terminal; --report has them all."""


@click.command("import")
@click.argument(
    "files", metavar="文件...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--source", metavar="名称", help="来源名称；默认为文件名")
@click.option("--year", metavar="年度", type=click.IntRange(1900, 2100), help="表中没写年度时采用的年度")
@click.option(
    "--mapping",
    metavar="文件.toml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="表头与字段的对照文件",
)
@click.option("--needs", is_flag=True, help="文件里是企业需求，不是成果")
@click.option("--dry-run", is_flag=True, help="只检查并报告，不写入")
@click.option(
    "--report",
    metavar="输出.xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    help="把未收的行写成工作簿，改好可再导入",
)
@as_json_option
def import_(
    files: tuple[Path, ...],
    source: str | None,
    year: int | None,
    mapping: Path | None,
    needs: bool,
    dry_run: bool,
    report: Path | None,
    as_json: bool,
) -> None:
    """导入成果（加 --needs 导入企业需求）：自动找表头、认列名，好行入库，坏行逐行说明原因；重复导入不会重复入库。

    例：innokb import 2025年汇总表.xlsx --year 2025 --report 退回.xlsx
    """
    from corpus.importing.reading import load_mapping
    from corpus.importing.rejects import write_rejects
    from corpus.importing.subjects import ACHIEVEMENTS, NEEDS
    from corpus.store import Store

    if needs and (source or year):
        raise click.UsageError("--source 与 --year 只用于成果，不能与 --needs 一起给")
    columns = load_mapping(mapping, NEEDS if needs else ACHIEVEMENTS) if mapping else None
    said = {} if needs else {"source": source, "year": year}
    store = Store.open(settings().store_url)
    reports: list[FileReport] = []
    failed = False
    for file in files:
        try:
            reports.append(_import_one(store, file, needs=needs, mapping=columns, dry_run=dry_run, **said))
        except ImportProblem as problem:
            failed = True
            complain(f"{file.name}：{problem}")
            continue
        if not as_json:
            _show(reports[-1], dry_run)
    if report:
        write_rejects(reports, report)
        say(f"未收的 {sum(len(r.rejected) for r in reports)} 行已写入 {report}")
    if as_json:
        show_json({"files": [_as_json(r) for r in reports]})
    store.close()
    if failed:
        raise click.exceptions.Exit(1)


def _import_one(store: "Store", file: Path, *, needs: bool, **options: Any) -> "FileReport":
    from corpus.importing.run import import_file, import_needs

    with progress(file.name) as step:
        return (import_needs if needs else import_file)(store, file, progress=step, actor=actor(), **options)


def _show(report: "FileReport", dry_run: bool) -> None:
    done = "将新增" if dry_run else "新增"
    show(
        f"{report.file}：共 {report.rows} 行，{done} {report.added}，更新 {report.updated}，"
        f"未变 {report.unchanged}，未收 {len(report.rejected)}"
    )
    for header, field in report.mapping.items():
        show(f"  {header} → {field}")
    for notice in report.notices:
        show(f"  注意：{notice}")
    for row in report.rejected[:SHOWN_REJECTIONS]:
        show(f"  未收：{row.place}：{row.reason}")
    if len(report.rejected) > SHOWN_REJECTIONS:
        show(f"  …还有 {len(report.rejected) - SHOWN_REJECTIONS} 行未列出，用 --report 全部导出")


def _as_json(report: "FileReport") -> dict[str, Any]:
    return {
        "file": report.file,
        "rows": report.rows,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": [{"place": r.place, "reason": r.reason, "values": r.values} for r in report.rejected],
        "mapping": report.mapping,
        "notices": list(report.notices),
    }
