"""Imports on bad days: two at once, a full disk, a server that goes away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import StoreUnavailable
from corpus.importing.run import import_file
from corpus.store import Store
from tests.corpus.importing.files import row, write_jsonl
from tests.corpus.store.small_disk import small_disk
from tests.postgres import PostgresServer


def test_two_imports_of_one_file_at_once_double_nothing(store: Store, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "汇总表.jsonl", map(row, range(3_000)))
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: import_file(store, file), range(2))
    assert store.count() == 3_000
    assert first.added + second.added == 3_000
    assert first.unchanged + second.unchanged == 3_000


def test_an_import_that_fills_the_disk_can_be_completed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'innokb.sqlite'}"
    file = write_jsonl(tmp_path / "汇总表.jsonl", [row(number, summary="动作可靠" * 20) for number in range(3_000)])
    with small_disk(), Store.open(url) as store, pytest.raises(StoreUnavailable, match="磁盘空间已满"):
        import_file(store, file)
    with Store.open(url) as store:
        accepted = store.count()
        assert 0 < accepted < 3_000
        report = import_file(store, file)
        assert (report.added, report.unchanged) == (3_000 - accepted, accepted)


@pytest.mark.postgres
def test_an_import_whose_server_goes_away_can_be_completed(postgres_server: PostgresServer, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "汇总表.jsonl", map(row, range(3_000)))
    with postgres_server.database() as url, Store.open(url) as store:
        with pytest.raises(StoreUnavailable, match="PostgreSQL"):
            import_file(store, file, progress=_when(lambda: store.count() == 2_000, postgres_server.stop))
        postgres_server.start()
        assert store.count() == 2_000
        report = import_file(store, file)
        assert (report.added, report.unchanged) == (1_000, 2_000)


def _when(condition: Callable[[], bool], act: Callable[[], None]) -> Callable[[int], None]:
    def watch(_: int) -> None:
        if condition():
            act()

    return watch
