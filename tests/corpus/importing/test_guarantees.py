"""Whatever stands in files, in whatever order: after an import the store holds it, and once."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.achievement import Achievement
from corpus.importing import applying
from corpus.importing.run import import_file
from corpus.store import Store
from tests.corpus.importing.files import Row, write_jsonl
from tests.corpus.importing.killing import contents

achievements = st.builds(
    lambda code, title, unit, award: {"code": code, "title": title, "unit": unit, "award": award},
    st.sampled_from(["", "A-1", "A-2"]),
    st.sampled_from(["输送带跑偏纠正装置", "输送带跑偏自动纠正装置", "煤泥水澄清工艺"]),
    st.sampled_from(["", "一矿"]),
    st.sampled_from(["", "一等奖", "二等奖"]),
)
files = st.lists(achievements, max_size=8)


@contextmanager
def opened() -> Iterator[tuple[Store, Path]]:
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{Path(folder) / 'innokb.sqlite'}") as store:
        yield store, Path(folder) / "汇总表.jsonl"


def distinct(rows: list[Row]) -> Counter[str]:
    made = (Achievement.model_validate(dict(row) | {"source": "汇总表.jsonl"}) for row in rows)
    return Counter({each.model_dump_json() for each in made})


@given(st.lists(files, min_size=1, max_size=3))
@settings(max_examples=15, deadline=None)
def test_everything_in_a_file_is_in_the_store_afterwards(versions: list[list[Row]]) -> None:
    with opened() as (store, path):
        for rows in versions:
            report = import_file(store, write_jsonl(path, rows or [{"title": "占位"}]))
            assert report.rows == report.added + report.updated + report.unchanged
            assert not distinct(rows) - contents(store)


@given(files, files, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_same_rows_in_another_order_change_nothing(old: list[Row], new: list[Row], chance: random.Random) -> None:
    with opened() as (store, path):
        import_file(store, write_jsonl(path, [*old, {"title": "占位"}]))
        import_file(store, write_jsonl(path, [*new, {"title": "占位"}]))
        revision = store.revision()
        shuffled = chance.sample(new, len(new))
        report = import_file(store, write_jsonl(path, [{"title": "占位"}, *shuffled]))
        assert (report.unchanged, store.revision()) == (report.rows, revision)


@given(files, files, st.integers(1, 4))
@settings(max_examples=15, deadline=None)
def test_a_dry_run_and_small_batches_tell_the_same(old: list[Row], new: list[Row], batch: int) -> None:
    with opened() as (store, path):
        import_file(store, write_jsonl(path, [*old, {"title": "占位"}]))
        write_jsonl(path, [*new, {"title": "占位"}])
        rehearsed = import_file(store, path, dry_run=True)
        with patch.object(applying, "BATCH", batch):
            assert import_file(store, path, dry_run=True) == rehearsed
            assert import_file(store, path) == rehearsed
