"""Arrays kept in a file beside the index, with a stamp of what they were made from; they can always be made again."""

import os
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from dataclasses import Field


class Arrays(Protocol):
    """A dataclass whose fields are arrays."""

    __dataclass_fields__: ClassVar[dict[str, "Field[Any]"]]


Made = TypeVar("Made", bound=Arrays)

STAMP = "stamp"


class Kept(Generic[Made]):
    """One file of arrays; read again only where it has changed."""

    def __init__(self, path: Path, made: type[Made]) -> None:
        self._path, self._type = path, made
        self._read: tuple[object, tuple[str, Made] | None] = (None, None)

    def read(self) -> tuple[str, Made] | None:
        """The stamp and the arrays, whatever they were made from; None where there is no file that can be used."""
        seen = self.seen()
        if self._read[0] != seen:
            self._read = seen, self._load()
        return self._read[1]

    def seen(self) -> object:
        """What the file system says of the file; it changes with every writing."""
        try:
            about = self._path.stat()
        except OSError:
            return "missing"
        return about.st_mtime_ns, about.st_ino, about.st_size

    def write(self, stamp: str, made: Made) -> None:
        """Write the file whole or not at all. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        arrays: dict[str, npt.NDArray[Any]] = {field.name: getattr(made, field.name) for field in fields(made)}
        try:
            with unfinished.open("wb") as file:
                np.savez(file, allow_pickle=False, **{STAMP: np.array(stamp)}, **arrays)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self._path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _load(self) -> tuple[str, Made] | None:
        try:
            with np.load(self._path, allow_pickle=False) as kept:
                return str(kept[STAMP]), self._type(**{field.name: kept[field.name] for field in fields(self._type)})
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):  # missing, cut short, of another make
            return None
