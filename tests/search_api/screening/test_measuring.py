"""The file behind screening: whole or not at all, and never trusted when it does not fit."""

import time
from dataclasses import fields
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from corpus.need import Need
from search_api.knowledge_base import KnowledgeBase
from search_api.screening import candidates, running
from search_api.screening.indicators import KEYS
from search_api.screening.kept import Kept
from search_api.screening.measuring import Measured, measure, stamp_of
from search_api.screening.running import Screening
from search_api.screening.weighting import weighting
from search_api.settings import Settings
from tests.search_api.screening.conftest import ALL, COPY, RIPE, write


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    base = KnowledgeBase(Settings(_env_file=None, home=tmp_path))
    write(base.store, *ALL)
    base.index()
    return base


def test_what_is_saved_is_loaded(base: KnowledgeBase, tmp_path: Path) -> None:
    measured, stamp = measure(base), stamp_of(base)
    Kept(tmp_path / "measured.npz", Measured).write(stamp, measured)
    found = Kept(tmp_path / "measured.npz", Measured).read()
    assert found is not None
    assert found[0] == stamp
    for field in fields(Measured):
        np.testing.assert_array_equal(getattr(found[1], field.name), getattr(measured, field.name))


def test_a_copy_is_found_among_what_is_earlier(base: KnowledgeBase) -> None:
    measured = measure(base)
    copy, original = ALL.index(COPY), ALL.index(RIPE)
    assert measured.copied[copy] == original
    assert measured.shares[copy] == 1
    assert measured.copied[original] == -1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"no file of ours"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "measured.npz"
    path.write_bytes(content)
    assert Kept(path, Measured).read() is None


def test_a_base_without_achievements_has_no_candidates(tmp_path: Path) -> None:
    empty = KnowledgeBase(Settings(_env_file=None, home=tmp_path / "empty"))
    empty.index()
    screening = Screening(empty)
    screening.refresh()
    now = screening.now()
    assert (len(now.table.ids), now.notices) == (0, ())


def test_open_needs_are_counted_and_those_that_are_closed_are_not(base: KnowledgeBase) -> None:
    screening = Screening(base)
    asked = Need(
        title="罐笼断绳后怎样自动停住", content="提升钢丝绳断裂时，要求罐笼能由抓捕器自动抱住罐道停下。", unit="某矿"
    )
    stored = base.store.add_need(asked, "测试员")
    screening.refresh()
    demand = screening.now().table.raw[:, KEYS.index("demand")].tolist()
    assert demand == [1, 0, 1, 0, 0]
    base.store.set_need_status(stored.id, "closed", "测试员")
    assert "需求" in screening.now().notices[0]
    screening.refresh()
    assert np.isnan(screening.now().table.raw[:, KEYS.index("demand")]).all()


def test_a_need_is_read_once_for_a_whole_file(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Need(title="罐笼断绳后怎样自动停住", content="提升钢丝绳断裂时，要求罐笼能由抓捕器自动抱住罐道停下。")
    stored, screening = base.store.add_need(asked, "测试员"), Screening(base)
    screening.refresh()
    standing = candidates.stand(base, screening.now(), candidates.Wanted(weighting(base.store)))
    need = Mock(wraps=base.store.need)
    monkeypatch.setattr(base.store, "need", need)
    monkeypatch.setattr(candidates, "BATCH", 1)
    traces = [each.indicators[KEYS.index("demand")].trace for each in candidates.described(base, standing)]
    assert [len(trace.needs) for trace in traces].count(1) == 2
    need.assert_called_once_with(stored.id)


def test_what_goes_wrong_in_the_background_is_told(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("磁盘已满")

    monkeypatch.setattr(running, "measure", full)
    screening = Screening(base)
    screening.open()
    deadline = time.monotonic() + 20
    while "磁盘已满" not in screening.now().notices[0] and time.monotonic() < deadline:
        time.sleep(0.05)
    screening.close()
    assert screening.now().notices == (running.NOT_MADE.format(reason="磁盘已满"),)


def test_while_stale_the_older_figures_are_shown_with_a_word(base: KnowledgeBase) -> None:
    screening = Screening(base)
    assert "正在计算" in screening.now().notices[0]
    screening.refresh()
    assert screening.now().notices == ()
    write(base.store, RIPE.model_copy(update={"code": "A-9", "title": "另一项"}))
    base.index()
    stale = screening.now()
    assert "重新计算" in stale.notices[0]
    novelty = stale.table.raw[:, KEYS.index("novelty")]
    assert not np.isnan(novelty[:-1]).any()
    assert np.isnan(novelty[-1])


def test_a_file_replaced_while_it_is_read_is_read_again(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    screening, read = Screening(base), Kept.read

    def overtaken(kept: Kept[Measured]) -> object:
        found = read(kept)
        monkeypatch.undo()
        Screening(base).refresh()
        return found

    monkeypatch.setattr(Kept, "read", overtaken)
    assert "正在计算" in screening.now().notices[0]
    assert not np.isnan(screening.now().table.raw[:, KEYS.index("novelty")]).any()
