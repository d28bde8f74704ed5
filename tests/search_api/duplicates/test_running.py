"""A check as it is carried out: what is kept, and what is learned on the way."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count

import pytest

from corpus.achievement import Achievement
from corpus.samples import achievements
from corpus.store import Entry, Wanted
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.protocol import Match, Nearest, Ranking
from indexer.errors import IndexUnavailable
from search_api.duplicates import running
from search_api.duplicates.report import SubmissionReport
from search_api.duplicates.running import ALWAYS_KEPT, RELATED, Run, require_current_index
from search_api.duplicates.submissions import Submission, Submissions
from search_api.errors import IndexBehind
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings
from tests.postgres import PostgresServer, postgres_server

__all__ = ["postgres_server"]

SAMPLES = list(achievements())
SHARED = (
    "为深入贯彻落实集团公司关于开展群众性经济技术创新活动的部署，进一步激发广大职工的创新热情，现将有关情况说明如下。"
)


def bearing(at: int, **changes: object) -> Achievement:
    """A sample behind a paragraph that everybody uses."""
    return SAMPLES[at].model_copy(update={"summary": SHARED + SAMPLES[at].summary, **changes})


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each database in turn; "" is SQLite in the home."""
    if request.param == "sqlite":
        yield ""
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[KnowledgeBase]:
    home = tmp_path_factory.mktemp("running")
    base = KnowledgeBase(Settings(_env_file=None, home=home, database_url=database_url))
    with base.store.writing("张工") as writing:
        writing.add([Entry.of(bearing(at, unit=f"{at}号厂")) for at in range(8)])
    base.index()
    yield base
    base.close()


def carried_out(base: KnowledgeBase, *submissions: Achievement) -> int:
    number = base.store.create_check(["申报.xlsx"], {"threshold": 0.5}, "张工")
    table = Submissions(tuple(Submission(f"第 {at} 行", each) for at, each in enumerate(submissions)), (), ())
    assert Run(base, number, table, False, partial(require_current_index, base)).carry_out()
    return number


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PAUSES_S", (0.01, 0.01))


def away(monkeypatch: pytest.MonkeyPatch, *calls: int) -> None:
    """Let the index not answer at these of the calls that rank, counted from 1."""
    rank, number = EmbeddedEngine.rank, count(1)

    def ranked(engine: EmbeddedEngine, questions: Sequence[Match | Nearest]) -> list[Ranking]:
        if next(number) in calls:
            raise IndexUnavailable("没有回答")
        return rank(engine, questions)

    monkeypatch.setattr(EmbeddedEngine, "rank", ranked)


@pytest.mark.usefixtures("impatient")
def test_a_check_goes_on_where_the_index_did_not_answer_for_a_while(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [bearing(at, unit="另一家厂", source="") for at in (20, 21, 3)]
    undisturbed = [each.report for each in base.store.all_results(carried_out(base, *asked))]
    away(monkeypatch, 1, 2)
    assert [each.report for each in base.store.all_results(carried_out(base, *asked))] == undisturbed


@pytest.mark.usefixtures("impatient")
def test_a_check_fails_where_the_index_does_not_answer_for_long(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    away(monkeypatch, *range(1, 100))
    with pytest.raises(IndexUnavailable):
        carried_out(base, bearing(20, source=""))


def test_templates_that_were_met_are_listed_for_staff(base: KnowledgeBase) -> None:
    number = carried_out(base, bearing(20, unit="另一家厂", source=""))
    report = SubmissionReport.model_validate_json(base.store.result(number, 0).report)
    (met,) = report.templates
    assert SHARED[:30] in met.text
    assert met.units >= 3
    assert met.text in [each.text for each in base.store.templates()]


def test_unlikely_matches_are_kept_only_where_there_are_few(base: KnowledgeBase) -> None:
    number = carried_out(base, SAMPLES[30], SAMPLES[2].model_copy(update={"source": ""}))
    for result in base.store.all_results(number):
        matches = SubmissionReport.model_validate_json(result.report).matches
        assert all(match.probability >= RELATED or match.type for match in matches[ALWAYS_KEPT:])


def test_progress_and_results_agree(base: KnowledgeBase) -> None:
    number = carried_out(base, *SAMPLES[20:25])
    total, rows = base.store.results(number, Wanted(), 0, 10)
    assert (total, sorted(row.position for row in rows)) == (5, [0, 1, 2, 3, 4])
    assert base.store.get_check(number).status == "done"


def test_an_index_that_lacks_something_is_refused(base: KnowledgeBase) -> None:
    with base.store.writing("张工") as writing:
        writing.add([Entry.of(SAMPLES[40])])
    with pytest.raises(IndexBehind, match="差 1 次"):
        carried_out(base, SAMPLES[20])
    base.index()
