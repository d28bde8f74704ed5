"""The packaging that .xlsx files share: XML parts in a zip archive, and how they point at each other."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from lxml import etree

from corpus.errors import UnreadableFile

XML_LIMITS: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}
"""How XML is parsed: nothing is fetched or expanded, and the parser's own limits on depth and size hold."""


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the archive; whatever goes wrong while it is read becomes `UnreadableFile`."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, KeyError, ValueError) as problem:
        raise UnreadableFile(f"工作簿已损坏（{problem}）；请用 Excel 打开修复后另存") from problem
    except (OSError, NotImplementedError, RuntimeError) as problem:
        raise UnreadableFile(f"工作簿读不出来：{problem}") from problem


def elements(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[Any]:
    """Yield the elements of a local name as they end, each cleared once the next is asked for."""
    with archive.open(part) as stream:
        for _, element in etree.iterparse(stream, tag=f"{{*}}{tag}", **XML_LIMITS):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def local(element: Any) -> str:
    """Name of an element or attribute without its namespace."""
    name: str = element if isinstance(element, str) else element.tag
    return name.rpartition("}")[2]


def related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part points at: relation id → (kind, part); `part` "" is the package itself."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {}
    for element in elements(archive, relations, "Relationship"):
        if element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target")))
            found[element.get("Id")] = (posixpath.basename(element.get("Type")), target.lstrip("/"))
    return found
