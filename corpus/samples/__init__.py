"""Sample achievements (样例成果) of an invented province, written for demonstrations and tests.

The companies, people, places and numbers in them are made up. Among them stand planted re-submissions
(重复申报); `planted` lists which, and of what kind.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from corpus.achievement import Achievement

_FOLDER = "corpus.samples"


@dataclass(frozen=True, slots=True)
class Planted:
    """A re-submission hidden among the samples.

    `submission` and `originals` are codes. `repeats` is False for pairs that are near without being
    repeats: a shared template (同源模板), the same problem solved otherwise (同题异法), an honest
    second generation (升级延续).
    """

    kind: str
    submission: str
    originals: tuple[str, ...]
    repeats: bool
    note: str


def achievement_files() -> tuple[Path, ...]:
    """The sample achievements as JSON Lines, one file for each round of the contest, oldest first."""
    return _paths("achievements")


def need_files() -> tuple[Path, ...]:
    """Needs of invented enterprises as JSON Lines; the samples answer some, in part or whole, and others not at all."""
    return _paths("needs")


def table_files() -> tuple[Path, ...]:
    """Some of the same achievements as the tables and forms that units really send in."""
    return _paths("tables")


def mapping_file() -> Path:
    """A mapping for the list of 2023 among the tables, which has a column that no synonym knows."""
    return sample_path("mapping.toml")


def achievements() -> Iterator[Achievement]:
    """Every sample achievement, oldest round first."""
    for path in achievement_files():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Achievement.model_validate_json(line)


def sample_path(name: str) -> Path:
    """A file among the samples."""
    return _root() / name


def planted() -> tuple[Planted, ...]:
    """The planted re-submissions, in the order of their codes."""
    listed = json.loads(sample_path("planted.json").read_text(encoding="utf-8"))
    return tuple(Planted(**{**entry, "originals": tuple(entry["originals"])}) for entry in listed)


def _paths(folder: str) -> tuple[Path, ...]:
    return tuple(sorted(path for path in (_root() / folder).iterdir() if path.is_file()))


def _root() -> Path:
    return Path(str(files(_FOLDER)))
