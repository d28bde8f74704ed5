"""Separated values are read whatever their encoding and separator."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ImportProblem, UnreadableFile
from corpus.importing.delimited import table_of
from corpus.importing.reading import read
from corpus.importing.subjects import ACHIEVEMENTS
from tests.corpus.importing.conftest import achievements, by_csv, places, rejected

ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
DELIMITERS = [",", "\t", ";"]

WORDS = st.text(
    st.sampled_from("提升机断绳保护装置，。；“”、\n\"' ,;\t0123456789abcdeＡ①㎡𠮷"), min_size=1, max_size=20
)
CELLS = WORDS.map(str.strip).filter(bool)


@pytest.mark.parametrize("delimiter", DELIMITERS, ids=["comma", "tab", "semicolon"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_written_rows_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, encoding: str, delimiter: str, rows: list[tuple[str, str, str]]
) -> None:
    table = [("成果名称", "完成单位", "成果简介"), *rows]
    path = by_csv(tmp_path_factory.mktemp("csv") / "a.csv", table, encoding, delimiter)

    assert [row.cells for row in table_of(path, ACHIEVEMENTS).rows()] == table


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_table_is_imported_from_every_encoding(tmp_path: Path, encoding: str) -> None:
    rows = [["2023年汇总表", ""], ["成果名称", "完成单位"], ["㎡级提升机保护装置", "石门矿"]]
    [found] = achievements(read(by_csv(tmp_path / "a.csv", rows, encoding)))

    assert (found.title, found.unit, found.year) == ("㎡级提升机保护装置", "石门矿", 2023)


def test_few_chinese_characters_among_much_ascii_are_still_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("title,summary\nET-1 装置,{}\n".format("x" * 50_000).encode("gb18030"))

    assert achievements(read(path))[0].title == "ET-1 装置"


def test_row_with_a_broken_byte_is_rejected_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = "成果名称,完成单位\n甲装置,石门矿\n".encode() + "乙装置,南山矿\n丙装置,北河厂\n".encode() * 10
    path.write_bytes(good + b"\xff\xe4\xb8,x\n")
    reading = read(path)

    assert len(achievements(reading)) == 21
    assert [row.place for row in rejected(reading)] == ["第 23 行"]
    assert "损坏的字符" in rejected(reading)[0].reason


def test_row_with_a_nul_is_rejected_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("成果名称,完成单位\n甲装置,石门矿\n乙\0装置,南山矿\n".encode())
    reading = read(path)

    assert [found.title for found in achievements(reading)] == ["甲装置"]
    assert [row.values["成果名称"] for row in rejected(reading)] == ["乙\ufffd装置"]


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"title,unit\n" + content)
    try:
        rows = list(read(path).rows())
    except ImportProblem:
        return
    assert all(row.place for row in rows)


def test_rows_are_numbered_as_excel_numbers_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('成果名称,简介\n\n甲装置,"两\n行"\n,没有名称\n', encoding="utf-8")

    assert places(read(path)) == ["第 3 行", "第 4 行"]


def test_formula_stays_text(tmp_path: Path) -> None:
    rows = [["成果名称", "简介"], ["=cmd|'/c calc'!A1", "=1+1"]]
    [found] = achievements(read(by_csv(tmp_path / "a.csv", rows)))

    assert (found.title, found.summary) == ("=cmd|'/c calc'!A1", "=1+1")


def test_quotation_mark_that_is_never_closed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("成果名称,简介\n" + '甲装置,"没有收尾\n' + "乙装置,好\n" * 1000, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="第 2 行的引号没有成对"):
        list(read(path).rows())


def test_cell_as_long_as_excel_allows(tmp_path: Path) -> None:
    [found] = achievements(read(by_csv(tmp_path / "a.csv", [["成果名称", "成果简介"], ["甲装置", "长" * 32_767]])))

    assert len(found.summary) == 32_767


def test_binary_file_named_csv_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(UnreadableFile, match="编码认不出来"):
        read(path)
