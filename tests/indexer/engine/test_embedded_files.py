"""The embedded engine and the bad days of its files."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.engine.embedded import EmbeddedEngine, compaction
from indexer.engine.protocol import Filter, Nearest, Scope
from indexer.errors import IndexBusy, IndexDamaged, IndexMismatch, IndexMissing, IndexUnavailable
from tests.contract.conftest import fill
from tests.contract.documents import RECIPE, document, encode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def engine(folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder, RECIPE)


def part(folder: Path, name: str) -> Path:
    """The one file of that name in the index."""
    [found] = folder.rglob(name)
    return found


def test_opening_at_once_says_what_is_missing(folder: Path) -> None:
    with pytest.raises(IndexMissing):
        EmbeddedEngine.open(folder, RECIPE)


def test_what_a_commit_that_never_was_left_behind_is_cut_off(engine: EmbeddedEngine, folder: Path) -> None:
    fill(engine, [document(1, "皮带")])
    for name in ("rows", "vectors", "texts", "values"):
        with part(folder, name).open("ab") as file:
            file.write(b"left behind by a crash")
    assert engine.count(Scope()) == 1
    fill(engine, [document(2, "提升", region="乙")], revision=2)
    assert EmbeddedEngine(folder, RECIPE).suggest("提", 5) == ["提升"]
    assert engine.facets(["region"], Scope())["region"].values == {"": 1, "乙": 1}


@pytest.mark.parametrize("name", ["rows", "vectors", "texts", "values", "meta.json"])
@pytest.mark.parametrize("damage", ["removed", "cut short"])
def test_a_damaged_file_is_said_and_mended_by_a_rebuild(
    engine: EmbeddedEngine, folder: Path, name: str, damage: str
) -> None:
    fill(engine, [document(1, "皮带", region="甲")])
    engine.close()
    if damage == "removed":
        part(folder, name).unlink()
    else:
        os.truncate(part(folder, name), part(folder, name).stat().st_size // 2)
    broken = EmbeddedEngine(folder, RECIPE)
    with pytest.raises(IndexDamaged, match="innokb index --rebuild"):
        broken.count(Scope())
    with pytest.raises(IndexDamaged), broken.writer():
        pass
    with broken.writer(rebuild=True) as writer:
        writer.put([document(1, "皮带")])
        writer.commit(1)
    assert broken.count(Scope()) == 1


def test_files_of_another_schema_are_no_damage(engine: EmbeddedEngine, folder: Path) -> None:
    fill(engine, [document(1, "皮带")], revision=7)
    with part(folder, "rows").open("r+b") as rows:
        rows.truncate(5)
    later = EmbeddedEngine(folder, replace(RECIPE, schema=RECIPE.schema + 1))
    assert later.state().revision == 7
    with pytest.raises(IndexMismatch, match=r"格式.*innokb index --rebuild"):
        later.count(Scope())
    with later.writer(rebuild=True) as writer:
        writer.commit(8)
    assert later.count(Scope()) == 0


def test_an_open_index_survives_the_removal_of_its_folder(engine: EmbeddedEngine, folder: Path) -> None:
    fill(engine, [document(1, "皮带")])
    shutil.rmtree(folder)
    with pytest.raises(IndexMissing):
        engine.count(Scope())
    fill(engine, [document(2, "皮带")])
    assert engine.browse(Filter(), 0, 5) == [2]


def test_a_log_full_of_dead_rows_is_written_anew(
    engine: EmbeddedEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "DEAD_ROWS", 10)
    documents = [document(n, f"词{n}", region=str(n % 3)) for n in range(30)]
    for revision in range(1, 4):
        fill(engine, documents, revision)
    with engine.writer() as writer:
        writer.delete([3, 4])
        writer.commit(9)
    assert part(folder, "rows").stat().st_size < 2 * 30 * 200
    expected = [n for n in range(30) if n not in (3, 4)]
    assert engine.browse(Filter(), 0, 50) == expected
    assert engine.suggest("词7", 5) == ["词7"]
    assert engine.facets(["region"], Scope())["region"].values == {"0": 9, "1": 9, "2": 10}
    [ranking] = engine.rank([Nearest(documents[29].vector, limit=1)])
    assert ranking.ids.tolist() == [29]
    assert np.abs(engine.vectors([12])[0] - documents[12].vector).max() < 0.01


def test_a_writer_that_was_killed_does_not_hold_the_lock(engine: EmbeddedEngine, folder: Path) -> None:
    holder = _hold(folder)
    with pytest.raises(IndexBusy, match=f"进程 {holder.pid}.*主机.*始于"), engine.writer():
        pass
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert (folder / "writer.json").exists()
    fill(engine, [document(1, "皮带")])
    assert engine.count(Scope()) == 1


def _hold(folder: Path) -> "subprocess.Popen[str]":
    code = (
        "import sys, time; from pathlib import Path; from indexer.engine.embedded.lock import writing\n"
        "with writing(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_full_disk_is_said_in_words_and_keeps_what_was_committed(engine: EmbeddedEngine) -> None:
    fill(engine, [document(1, "皮带")])
    many = [document(n, f"词{n} " * 50, f"句{n} " * 200) for n in range(2, 400)]
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limit[1]))
    try:
        with pytest.raises(IndexUnavailable, match="磁盘已满"):
            fill(engine, many, revision=2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, ignored)
    assert engine.browse(Filter(), 0, 5) == [1]
    fill(engine, many, revision=2)
    assert engine.count(Scope()) == 399


def test_a_folder_that_may_not_be_written_is_said_in_words(folder: Path) -> None:
    folder.parent.joinpath("file").write_text("in the way")
    with (
        pytest.raises(IndexUnavailable, match="索引目录"),
        EmbeddedEngine(folder.parent / "file" / "index", RECIPE).writer(),
    ):
        pass


READ_ONLY = """
import filelock, os, sys  # the lock too: nothing can be imported without rights
from pathlib import Path
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.protocol import Scope
from indexer.errors import IndexUnavailable
from tests.contract.documents import RECIPE
if os.getuid() == 0:
    os.setuid(65534)  # to whom rights apply
engine = EmbeddedEngine(Path(sys.argv[1]), RECIPE)
for work in (lambda: engine.count(Scope()), lambda: engine.writer().__enter__()):
    try:
        work()
    except IndexUnavailable as error:
        print(error)
"""


def test_a_folder_without_rights_is_said_in_words_to_readers_and_writers() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "index"
        fill(EmbeddedEngine(folder, RECIPE), [document(1, "皮带")])
        Path(place).chmod(0o755)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        said = subprocess.check_output([sys.executable, "-c", READ_ONLY, str(folder)], text=True)
        assert said.count("没有读写索引目录的权限") == 2
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


def test_a_reader_keeps_answering_while_commits_and_rebuilds_go_on(engine: EmbeddedEngine, folder: Path) -> None:
    fill(engine, [document(n, "皮带 机") for n in range(50)])
    reader = EmbeddedEngine(folder, RECIPE)
    for revision in range(2, 8):
        with engine.writer(rebuild=revision % 3 == 0) as writer:
            writer.put([document(n, "皮带 机") for n in range(50 + revision)])
            writer.commit(revision)
        assert reader.count(Scope()) == 50 + revision
        [ranking] = reader.rank([Nearest(encode(["皮带 机 "])[0], limit=1000)])
        assert len(ranking.ids) == 50 + revision
