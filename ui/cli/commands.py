"""All commands by name, and what becomes of an error."""

import click

from corpus.errors import CorpusError
from indexer.errors import IndexerError
from search_api.errors import BadQuestion, SearchApiError
from ui.cli import (
    checking,
    doctor,
    exporting,
    facts,
    importing,
    indexing,
    matching,
    screening,
    searching,
    serving,
    training,
)
from ui.cli.printing import complain


@click.group(name="innokb")
@click.version_option(package_name="innokb", message="innokb %(version)s", help="显示版本")
def innokb() -> None:
    """职工创新成果知识库：导入、索引、检索、查重。

    例：innokb import 汇总表.xlsx && innokb index && innokb search 断绳保护
    """


for command in (
    serving.demo,
    importing.import_,
    indexing.index,
    searching.search,
    checking.check,
    matching.match,
    screening.candidates,
    facts.facts,
    training.train_encoder,
    serving.serve,
    serving.ui,
    serving.up,
    exporting.export,
    doctor.doctor,
):
    innokb.add_command(command)


def run() -> int:
    """Run one command line. Wrong use ends inside with status 2; work that failed is told and gives 1."""
    try:
        innokb(prog_name="innokb")
    except BadQuestion as error:
        complain(str(error))
        return 2
    except (CorpusError, IndexerError, SearchApiError) as error:
        complain(str(error))
    except OSError as error:
        complain(
            f"文件读写失败：{error.strerror or error}（{error.filename or '未知文件'}）。请检查路径、权限和磁盘空间。"
        )
    return 1
