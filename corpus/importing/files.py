"""What a file really is, by its content, and whether it is safe to open."""

import zipfile
from enum import Enum
from pathlib import Path
from typing import Final

from corpus.errors import UnreadableFile

MAX_UNPACKED: Final = 4 * 1024**3
"""Bytes that a workbook or document may unpack to; a million rows of fifteen columns take about 2.5 GB."""

MAX_RATIO: Final = 200
"""How many times larger a part may unpack; a sheet of a million rows without text reaches about 100."""

SMALL_PART: Final = 8 * 1024**2
"""Parts up to this size, in bytes, may have any ratio."""

MAX_PARTS: Final = 10_000

HEAD: Final = 4096
"""Bytes looked at to tell the kind of a file."""

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS: Final = "请用 Excel 或 WPS 打开后“另存为”.xlsx，再导入"


class Kind(Enum):
    """A kind of file that can be read, with the endings its name may have."""

    XLSX = (".xlsx", ".xlsm", ".xltx")
    XLS = (".xls", ".et", ".xlt")
    DOCX = (".docx", ".docm")
    JSONL = (".jsonl", ".ndjson", ".json")
    TEXT = (".csv", ".tsv", ".txt", ".tab")


REFUSED: Final = {
    b"%PDF": "是 PDF 文件，读不出表格；请导入它的原始 Excel 或 Word 文件",
    b"{\\rtf": "是 RTF 文件；请用 Word 打开后“另存为”.docx，再导入",
    b"Rar!": "是压缩包；请解压后导入里面的文件",
    b"7z\xbc\xaf": "是压缩包；请解压后导入里面的文件",
    b"\x1f\x8b": "是压缩包；请解压后导入里面的文件",
    b"\xff\xd8\xff": "是图片；请导入表格文件",
    b"\x89PNG": "是图片；请导入表格文件",
    b"SQLite format 3": "是数据库文件；请导入表格文件",
}
"""First bytes of files that are no tables, and what to do with them."""


def recognise(path: Path) -> Kind:
    """Tell the kind of a file by its content; raises `UnreadableFile` for all that cannot be read."""
    head = _head(path)
    if not head.strip():
        raise UnreadableFile("文件是空的；请确认选对了文件")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    for first, meaning in REFUSED.items():
        if head.startswith(first):
            raise UnreadableFile(f"文件{meaning}")
    return _kind_of_text(head, path)


def is_named_so(path: Path, kind: Kind) -> bool:
    """Whether the ending of the name promises what the content is."""
    return path.suffix.lower() in kind.value or (kind is Kind.JSONL and path.suffix.lower() in Kind.TEXT.value)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except FileNotFoundError:
        raise UnreadableFile(f"找不到文件“{path}”；请检查路径") from None
    except IsADirectoryError:
        raise UnreadableFile(f"“{path}”是文件夹；请给出里面的文件") from None
    except OSError as problem:
        raise UnreadableFile(f"文件“{path}”打不开：{problem.strerror}") from problem


def _kind_of_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive)
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise UnreadableFile("文件已损坏（不是完整的 Office 文件）；请重新下载，或用 Excel 打开修复后另存") from problem
    folders = {name.replace("\\", "/").split("/")[0].lower() for name in names}
    if "xl/workbook.bin" in names:
        raise UnreadableFile(f"文件是 .xlsb 二进制工作簿；{_SAVE_AS}")
    if "xl" in folders:
        return Kind.XLSX
    if "word" in folders:
        return Kind.DOCX
    if "content.xml" in names:
        raise UnreadableFile(f"文件是 OpenDocument（.ods/.odt）；{_SAVE_AS}（文字文档存为 .docx）")
    raise UnreadableFile("文件是压缩包；请解压后导入里面的文件")


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raise `UnreadableFile` for an archive that is encrypted or would unpack to something monstrous.

    Nothing is unpacked. The sizes are the declared ones: reading a part through `zipfile` never yields more than it
    declares.
    """
    parts = archive.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableFile("文件加了密码；请去掉密码后再导入")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableFile(f"文件解开后超过 {MAX_UNPACKED // 1024**3} GB 或 {MAX_PARTS} 个部件，疑似压缩炸弹，未打开")
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise UnreadableFile(
                f"文件的部件“{part.filename}”解开后是原来的 {part.file_size // max(part.compress_size, 1)} 倍，"
                "疑似压缩炸弹，未打开；若是正常表格，请删去空白的行列后另存"
            )


def _kind_of_ole(path: Path) -> Kind:
    content = path.read_bytes()
    if _utf16("EncryptedPackage") in content:
        raise UnreadableFile("工作簿加了密码；请在 Excel 里去掉密码（文件→信息→保护工作簿）后再导入")
    if _utf16("WordDocument") in content:
        raise UnreadableFile("文件是旧版 Word（.doc/.wps）；请用 Word 打开后“另存为”.docx，再导入")
    return Kind.XLS


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _kind_of_text(head: bytes, path: Path) -> Kind:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")) or b"<table" in start:
        raise UnreadableFile(f"文件“{path.name}”其实是网页（HTML），不是工作簿；{_SAVE_AS}")
    if start.startswith(b"<?xml"):
        raise UnreadableFile(f"文件“{path.name}”其实是 XML 文件；{_SAVE_AS}")
    if start.startswith(b"[") and path.suffix.lower() in Kind.JSONL.value:
        raise UnreadableFile("文件是一整个 JSON 数组；请改成每行一个对象的 .jsonl")
    return Kind.JSONL if start.startswith(b"{") else Kind.TEXT
