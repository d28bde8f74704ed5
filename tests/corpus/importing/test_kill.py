"""kill -9 in the middle of an import: what was accepted stays, and importing again completes it."""

import random
import sqlite3
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus.achievement import Achievement
from corpus.importing.abandoned import PROCESS, close_abandoned, this_process
from corpus.importing.run import import_file
from corpus.store import Store
from tests.corpus.importing.files import Row, row, write_jsonl
from tests.corpus.importing.killing import contents, kill_an_import, kill_an_opening

KILLS = 5


def rows() -> list[Row]:
    """4,000 achievements, some of them under one number, and a few exact repeats."""
    made = [row(number, summary="动作可靠，" * (number % 40)) for number in range(3_950)]
    made += [row(number, title=f"选煤厂第{number}号煤泥水澄清工艺") for number in range(0, 3_950, 79)]
    return random.Random(5).sample([*made, *made[:50]], len(made) + 50)


@cache
def expected() -> Counter[str]:
    made = {Achievement.model_validate(dict(each) | {"source": "汇总表.jsonl"}).model_dump_json() for each in rows()}
    return Counter(made)


@pytest.mark.slow
def test_killed_imports_lose_nothing_and_double_nothing(store_url: str, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "汇总表.jsonl", rows())
    chance = random.Random()
    at_work = 0
    for _ in range(KILLS):
        killed = kill_an_import(store_url, file, chance)
        at_work += killed.at_work
        with Store.open(store_url) as store:
            assert store.count() >= killed.accepted
            assert not contents(store) - expected()
            assert [record.revision for batch in store.changes(0) for record in batch] == [
                *range(1, store.revision() + 1)
            ]
    assert at_work, "every import was over before it could be killed"
    with Store.open(store_url) as store:
        import_file(store, file)
        assert contents(store) == expected()
        assert import_file(store, file).unchanged == len(rows())
        assert contents(store) == expected()


def test_a_killed_import_leaves_a_sound_file(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "汇总表.jsonl", rows())
    kill_an_import(f"sqlite:///{tmp_path / 'innokb.sqlite'}", file, random.Random())
    connection = sqlite3.connect(tmp_path / "innokb.sqlite")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_an_import_whose_process_is_gone_is_said_to_have_failed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'innokb.sqlite'}"
    file = write_jsonl(tmp_path / "汇总表.jsonl", rows())
    assert kill_an_import(url, file, random.Random()).at_work
    with Store.open(url) as store:
        own = store.create_import(["另一份.xlsx"], {PROCESS: this_process()}, "张工")
        upload = store.create_import(["上传的.xlsx"], {}, "张工")
        close_abandoned(store)
        assert [job.status for job in store.list_imports()] == ["waiting", "waiting", "failed"]
        assert store.get_import(own).detail is store.get_import(upload).detail is None
        assert "再导入一次" in str(store.list_imports()[-1].detail)


@pytest.mark.slow
def test_killed_updates_end_with_one_history_a_record(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'innokb.sqlite'}"
    with Store.open(url) as store:
        import_file(store, write_jsonl(tmp_path / "汇总表.jsonl", rows()))
        ids = [record.id for batch in store.all() for record in batch]
    changed = write_jsonl(tmp_path / "汇总表.jsonl", [{**each, "award": "一等奖"} for each in rows()])
    for _ in range(3):
        kill_an_import(url, changed, random.Random(), rows=lambda store: store.revision())
    with Store.open(url) as store:
        import_file(store, changed)
        records = [record for batch in store.all() for record in batch]
        assert [record.id for record in records] == ids
        assert {record.achievement.award for record in records} == {"一等奖"}
        assert store.revision() == 2 * len(ids)


@pytest.mark.parametrize("time", range(KILLS))
def test_a_store_that_was_killed_while_it_was_made_opens(tmp_path: Path, time: int) -> None:
    url = f"sqlite:///{tmp_path / 'innokb.sqlite'}"
    kill_an_opening(url, random.Random())
    with Store.open(url) as store:
        assert store.revision() == 0
