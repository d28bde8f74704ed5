"""Files that cannot be read are told in words, with what to do, before anything is unpacked."""

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from corpus.errors import NoTable, UnreadableFile
from corpus.importing.reading import read
from tests.corpus.importing.conftest import achievements, by_csv, by_openpyxl, by_word, by_xlsxwriter, by_xlwt

ROWS = [["成果名称", "完成单位"], ["甲装置", "石门矿"]]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def containing(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", b"", "空的"),
        ("a.csv", b" \r\n\r\n", "空的"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 200, "已损坏"),
        ("a.xls", OLE + b"\0" * 2000, "已损坏"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000, "加了密码"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le") + b"\0" * 2000, "旧版 Word"),
        ("a.xls", "<html><table><tr><td>成果名称".encode(), "网页"),
        ("a.xls", b"\xef\xbb\xbf  <!DOCTYPE html><html>", "网页"),
        ("a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "图片"),
        ("a.json", b'[{"title": "x"}]', "数组"),
        ("a.xlsx", b"Rar!\x1a\x07", "压缩包"),
    ],
)
def test_file_that_is_no_table_is_told(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(containing(tmp_path / name, content))


def test_missing_file_and_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到"):
        read(tmp_path / "none.xlsx")
    with pytest.raises(UnreadableFile, match="文件夹"):
        read(tmp_path)


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]
)
@pytest.mark.parametrize("content", [b"", b"<a>", b"\x00\xff" * 50], ids=["empty", "unclosed", "binary"])
def test_workbook_with_a_broken_part_is_told(tmp_path: Path, part: str, content: bytes) -> None:
    path = rewritten(by_xlsxwriter(tmp_path / "a.xlsx", ROWS), {part: content})
    with pytest.raises((UnreadableFile, NoTable)):
        list(read(path).rows())


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"]
)
def test_workbook_with_a_missing_part_is_told(tmp_path: Path, part: str) -> None:
    path = rewritten(by_openpyxl(tmp_path / "a.xlsx", ROWS), {part: None})
    with pytest.raises((UnreadableFile, NoTable)):
        list(read(path).rows())


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.docx"])
def test_cut_off_file_is_told(tmp_path: Path, name: str, share: float) -> None:
    write = {"a.xlsx": by_openpyxl, "a.xls": by_xlwt, "a.docx": by_word}[name]
    whole = write(tmp_path / name, ROWS).read_bytes()
    with pytest.raises((UnreadableFile, NoTable)):
        list(read(containing(tmp_path / name, whole[: int(len(whole) * share)])).rows())


def rewritten(path: Path, parts: dict[str, bytes | None]) -> Path:
    """Exchange parts of an archive, or take them out where the new content is None."""
    copy = path.with_name("copy.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (content := parts.get(name, old.read(name))) is not None:
                new.writestr(name, content)
    return copy


def test_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = by_openpyxl(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", b"\0" * 50_000_000)
    with pytest.raises(UnreadableFile, match="压缩炸弹"):
        read(path)


def test_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = rewritten(by_xlsxwriter(tmp_path / "a.xlsx", ROWS), {"xl/sharedStrings.xml": b" " * 30_000_000})
    content = path.read_bytes()
    size = (30_000_000).to_bytes(4, "little")
    assert content.count(size) == 2
    with pytest.raises(UnreadableFile, match="已损坏"):
        list(read(containing(path, content.replace(size, (900).to_bytes(4, "little")))).rows())


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]>'
    shared = f'{bomb}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
    path = rewritten(by_xlsxwriter(tmp_path / "a.xlsx", ROWS), {"xl/sharedStrings.xml": shared.encode()})
    with pytest.raises((UnreadableFile, NoTable)):
        list(read(path).rows())


def test_password_on_the_archive_is_told(tmp_path: Path) -> None:
    path = by_openpyxl(tmp_path / "a.xlsx", ROWS)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.start_dir
    content[start + 8] |= 1
    with pytest.raises(UnreadableFile, match="密码"):
        read(containing(path, bytes(content)))


@pytest.mark.parametrize(
    ("made", "name"), [(by_openpyxl, "b.xls"), (by_xlwt, "b.xlsx"), (by_csv, "b.xlsx"), (by_word, "b.xlsx")]
)
def test_file_with_a_wrong_ending_is_read_by_content_with_a_notice(tmp_path: Path, made: object, name: str) -> None:
    assert callable(made)
    path = tmp_path / name
    real = {by_openpyxl: "a.xlsx", by_xlwt: "a.xls", by_csv: "a.csv", by_word: "a.docx"}[made]
    shutil.move(made(tmp_path / real, ROWS), path)
    reading = read(path)

    assert [found.title for found in achievements(reading)] == ["甲装置"]
    assert any("按内容读取" in notice for notice in reading.notices)


def test_old_workbook_that_asks_for_terabytes_is_told(tmp_path: Path) -> None:
    path = by_xlwt(tmp_path / "a.xls", ROWS)
    content = path.read_bytes()
    cell = b"\xfd\x00\x0a\x00" + (1).to_bytes(2, "little") + (1).to_bytes(2, "little")
    assert content.count(cell) == 1
    with pytest.raises(UnreadableFile, match="大得不正常"):
        read(containing(path, content.replace(cell, cell[:4] + b"\xff\xff\xff\xff")))


def test_other_archives_are_told(tmp_path: Path) -> None:
    for part, reason in {"xl/workbook.bin": "xlsb", "content.xml": "OpenDocument", "readme.txt": "解压"}.items():
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, "x")
        with pytest.raises(UnreadableFile, match=reason):
            read(path)


def test_workbook_without_rows_has_no_table(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(NoTable):
        read(tmp_path / "a.xlsx")


def test_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    assert list(read(by_openpyxl(tmp_path / "a.xlsx", ROWS[:1])).rows()) == []
