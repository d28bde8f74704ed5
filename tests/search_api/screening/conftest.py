"""A small base of achievements whose figures are known, on each database, and the API on it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from corpus.achievement import Achievement
from corpus.store import Entry, Store
from search_api.app import create_app
from search_api.knowledge_base import KnowledgeBase
from search_api.screening.running import Screening
from search_api.settings import Settings
from tests.postgres import PostgresServer, postgres_server

__all__ = ["postgres_server"]

COPIED = "钢丝绳断裂时，抓捕器的楔块由弹簧推出，自动抱住罐道，罐笼在一米以内停住，检修工不再每班下井查看。"

RIPE = Achievement(
    code="A-1",
    title="罐笼断绳抓捕器",
    unit="北山矿机电队",
    people=("张工", "李工"),
    industry="煤炭",
    year=2022,
    level="省级",
    award="一等奖",
    background="罐道磨损，卡阻故障多。",
    summary=COPIED,
    benefit="年创造经济效益120万元。",
    application="已在北山矿推广应用。",
    patents=("ZL202110000001.1",),
)
EXPECTED = Achievement(
    code="A-2",
    title="皮带机跑偏纠正装置",
    unit="南河矿运输队",
    industry="煤炭",
    year=2023,
    summary="托辊架由气缸推动，皮带跑偏时自动回正。",
    benefit="预计每年可节约50万元。",
)
COPY = Achievement(
    code="A-3", title="提升罐笼防坠装置", unit="东岭矿", industry="煤炭", year=2024, summary=COPIED, confidential=True
)
PROJECT = Achievement(
    code="A-4",
    title="矿井通风智能调控研究",
    unit="中部工程设计研究院",
    people=tuple(f"研究员{number}" for number in range(12)),
    year=2024,
    summary="本课题为省重点研发计划项目，与某某大学开展产学研合作。",
)
SILENT = Achievement(code="A-5", title="=1+1 <b>手动葫芦挂钩</b>", year=2024)

ALL = (RIPE, EXPECTED, COPY, PROJECT, SILENT)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a base that holds `ALL`, indexed and compared."""
    home = tmp_path_factory.mktemp("screening")
    if request.param == "sqlite":
        yield filled(Settings(_env_file=None, home=home))
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield filled(Settings(_env_file=None, home=home, database_url=url))


def filled(settings: Settings) -> Settings:
    base = KnowledgeBase(settings)
    write(base.store, *ALL)
    base.index()
    Screening(base).refresh()
    base.close()
    return settings


def write(store: Store, *achievements: Achievement) -> None:
    with store.writing("测试员") as writing:
        writing.add([Entry.of(each) for each in achievements])


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client
