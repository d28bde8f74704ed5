import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from corpus.samples import achievements
from search_api.duplicates import batch
from search_api.duplicates.batch import check_apart, check_batch
from search_api.duplicates.checking import Checked
from search_api.duplicates.elsewhere import answered
from search_api.duplicates.library import Library
from search_api.errors import CheckInterrupted
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings
from tests.search_api.duplicates.library import library_of

SAMPLES = list(achievements())
KNOWN, FRESH = SAMPLES[:60], SAMPLES[60:130]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("library")
    with library_of(KNOWN, home):
        return home


@contextmanager
def reopened(home: Path) -> Iterator[Library]:
    with closing(KnowledgeBase(Settings(_env_file=None, home=home))) as base:
        yield Library(base.engine, base.tokenizer, base.encoder, lambda ids: {id: KNOWN[id - 1] for id in ids})


def summed_up(position: int, checked: Checked) -> tuple[object, ...]:
    said = [(match.position, match.verdict) for match in checked.matches]
    return position, checked.level, checked.type, said


@contextmanager
def doubling() -> Iterator[Callable[[int], int]]:
    yield lambda number: 2 * number


@contextmanager
def failing() -> Iterator[Callable[[int], int]]:
    def fail(number: int) -> int:
        if number == 3:
            raise ValueError(f"{number}")
        return number

    yield fail


@contextmanager
def dying() -> Iterator[Callable[[int], int]]:
    def die(number: int) -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return number

    yield die


def still() -> None:
    pass


def test_processes_answer_as_one_does(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "FEW", 1)
    opened = partial(reopened, home)
    apart = list(check_apart(opened, FRESH, summed_up, within_batch=True, start=3))
    with opened() as library:
        here = check_batch(library, FRESH, within_batch=True, start=3)
        assert apart == [summed_up(at, checked) for at, checked in enumerate(here, start=3)]


def test_answers_come_in_order() -> None:
    assert list(answered(doubling, range(20), 3, still)) == list(range(0, 40, 2))


def test_what_fails_elsewhere_is_raised_here() -> None:
    with pytest.raises(ValueError, match="3"):
        list(answered(failing, range(6), 2, still))


def test_a_killed_process_is_told_of() -> None:
    with pytest.raises(CheckInterrupted, match="意外退出"):
        list(answered(dying, range(6), 2, still))


def test_whoever_waits_may_break_off() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(answered(doubling, range(6), 2, stop))


def test_closing_early_ends_the_processes() -> None:
    answers = answered(doubling, range(1000), 2, still)
    assert next(answers) == 0
    before = _children()
    answers.close()
    assert before - _children()


def _children() -> set[str]:
    tasks = Path("/proc/self/task").iterdir()
    return {pid for task in tasks for pid in (task / "children").read_text().split()}
