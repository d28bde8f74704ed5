"""The packaging of .xlsx files: XML parts in a zip archive, and how they point at each other.

Parts are parsed as a stream by expat, whose own guard stops entities that multiply; a document type, which no workbook
has, is refused. Names come without their namespace prefixes.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol
from xml.parsers import expat

from corpus.errors import UnreadableFile

CHUNK: Final = 256 * 1024
"""Bytes parsed at a time."""

MAX_SMALL: Final = 64 * 1024**2
"""Bytes of a part that is read whole: relations, the list of sheets, styles."""

Attributes = dict[str, str]


class Handler(Protocol):
    """Hears the elements of a part that it has an ear for, by their names without prefix, as they are parsed."""

    @property
    def starts(self) -> Mapping[str, Callable[[Attributes], None]]:
        """What to call where an element begins."""

    @property
    def ends(self) -> Mapping[str, Callable[[], None]]:
        """What to call where an element has ended."""

    def text(self, data: str, /) -> None:
        """Some text, perhaps not all, of the element at hand."""


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the archive; whatever goes wrong while it is read becomes `UnreadableFile`."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, LookupError, ValueError) as problem:
        raise UnreadableFile(f"工作簿已损坏（{problem}）；请用 Excel 打开修复后另存") from problem
    except (OSError, NotImplementedError, RuntimeError) as problem:
        raise UnreadableFile(f"工作簿读不出来：{problem}") from problem


def parse(archive: zipfile.ZipFile, part: str, handler: Handler) -> Iterator[None]:
    """Feed a part to the handler; yields after every chunk, so that what it has gathered can be taken."""
    starts, ends = _ByFullName(handler.starts), _ByFullName(handler.ends)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: starts[name](attributes)
    parser.EndElementHandler = lambda name: ends[name]()
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk)
            yield
        parser.Parse(b"", True)
        yield


def _refuse(*_: object) -> None:
    raise ValueError("含有文档类型声明")


class _ByFullName(dict[str, Callable[..., None]]):
    """What to call by an element's name as it is written; its prefix is looked through once."""

    def __init__(self, by_local_name: Mapping[str, Callable[..., None]]) -> None:
        super().__init__()
        self._by_local_name = by_local_name

    def __missing__(self, name: str) -> Callable[..., None]:
        return self.setdefault(name, self._by_local_name.get(local(name), _ignore))


def _ignore(*_: object) -> None:
    pass


def elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, Attributes]]:
    """All elements of a small part, in order: (name without prefix, attributes)."""
    found: list[tuple[str, Attributes]] = []
    if archive.getinfo(part).file_size > MAX_SMALL:
        raise ValueError(f"部件 {part} 大得不正常")
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((local(name), attributes))
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(archive.read(part), True)
    return found


def local(name: str) -> str:
    """A name without its namespace prefix."""
    return name.rpartition(":")[2]


def related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part points at: relation id → (kind, part); `part` "" is the package itself."""
    folder, name = posixpath.split(part)
    found = {}
    for element, attributes in elements(archive, posixpath.join(folder, "_rels", f"{name}.rels")):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            found[attributes["Id"]] = (posixpath.basename(attributes["Type"]), target.lstrip("/"))
    return found
