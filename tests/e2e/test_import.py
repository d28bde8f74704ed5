"""导入, 词表, and the state of the index, on a data folder that the tests write to."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from corpus.importing.run import import_file
from corpus.store import Store
from deploy.elasticsearch import Server
from tests.e2e.site import Site, running
from tests.engines import own_settings

pytestmark = pytest.mark.browser

HEADER = ["序号", "五小名字", "申报单位", "主创人员", "年份", "备注说明"]
ROWS = [
    [1, "皮带机托辊快换扳手", "北山矿运输队", "张一、李二", 2025, "已用半年"],
    [2, "", "北山矿机电队", "王五", 2025, "没有写名称"],
    [3, "水泵房无人值守改造", "北山矿机电队", "赵六", 2025, ""],
]


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory, cluster: Server | None) -> Iterator[Site]:
    with own_settings(tmp_path_factory.mktemp("home"), cluster) as settings, running(settings) as site:
        yield site


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table as units send it: a title above, an unknown name for the title column, one row without a title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["北山矿2025年五小成果汇总表"])
    sheet.merge_cells("A1:F1")
    for row in (HEADER, *ROWS):
        sheet.append(row)
    path = tmp_path / "北山矿汇总表.xlsx"
    book.save(path)
    return path


def test_an_empty_base_says_what_to_do_first(page: Page, empty_site: Site) -> None:
    page.goto(empty_site.url)
    expect(page.get_by_text("库里还没有成果")).to_be_visible()
    page.get_by_role("link", name="去导入").click()
    expect(page.get_by_text("选择各单位报来的汇总表或申报表")).to_be_visible()


def test_a_table_is_checked_its_columns_mended_and_then_imported(page: Page, empty_site: Site, table: Path) -> None:
    page.goto(f"{empty_site.url}/imports")
    page.locator('input[type="file"]').set_input_files(table)
    page.get_by_role("button", name="先检查一遍").click()
    expect(page.get_by_text("没有找到成果表")).to_be_visible()
    page.get_by_label("写出成果名称那一列的表头").fill("五小名字")
    page.get_by_label("写出成果名称那一列的表头").press("Enter")
    page.get_by_role("button", name="再检查一遍").click()
    expect(page.get_by_role("button", name="按这样导入")).to_be_visible()
    choose_field(page, "备注说明", "推广应用")
    page.get_by_role("button", name="再检查一遍").click()
    expect(page.get_by_role("button", name="按这样导入")).to_be_visible()
    expect(page.get_by_text("未收的 1 行")).to_be_visible()
    with Store.open(empty_site.settings.store_url) as store:
        assert store.count() == 0
    page.get_by_role("button", name="按这样导入").click()
    page.wait_for_url("**import=**")
    expect(page.get_by_role("heading", name="次导入")).to_be_visible()
    expect(page.locator(".rejected")).to_have_count(1)  # what the page showed before goes when all of the new is there
    expect(page.locator('[class*="st-key-counts-"]')).to_contain_text("新增2")
    expect(page.locator(".rejected")).to_contain_text("没有成果名称")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载未收的行").click()
    assert "王五" in cells(Path(waiting.value.path()))
    expect(page.get_by_text("索引是最新的，2 项成果都可以检索")).to_be_visible()
    page.goto(f"{empty_site.url}/search?q=托辊扳手")
    page.get_by_role("link", name="皮带机托辊快换扳手").click()
    expect(page.locator("section", has_text="推广应用")).to_contain_text("已用半年")


def choose_field(page: Page, header: str, field: str) -> None:
    box = page.get_by_role("combobox", name=f"“{header}”是")
    box.click()
    box.fill(field)
    page.get_by_role("option", name=field, exact=True).click()


def cells(workbook: Path) -> list[str]:
    book = load_workbook(BytesIO(workbook.read_bytes()), read_only=True)
    return [str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row]


def test_a_file_that_is_no_table_is_refused_in_words(page: Page, empty_site: Site, tmp_path: Path) -> None:
    broken = tmp_path / "坏文件.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    page.goto(f"{empty_site.url}/imports")
    page.locator('input[type="file"]').set_input_files(broken)
    page.get_by_role("button", name="先检查一遍").click()
    expect(page.get_by_test_id("stAlert").filter(has_text="坏文件")).to_be_visible()
    expect(page.get_by_role("button", name="按这样导入")).to_have_count(0)


def test_synonyms_that_were_saved_are_used_at_once(page: Page, empty_site: Site) -> None:
    page.goto(f"{empty_site.url}/words")
    page.get_by_label("本单位的同义词").fill("甲乙丙丁机 = 快换扳手")
    page.get_by_label("本单位的同义词").press("Control+Enter")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("1 组，已保存")).to_be_visible()
    page.goto(f"{empty_site.url}/search?q=甲乙丙丁机")
    expect(page.get_by_text("同义词一起找")).to_contain_text("快换扳手")


def test_a_group_of_one_word_cannot_be_saved(page: Page, empty_site: Site) -> None:
    page.goto(f"{empty_site.url}/words")
    page.get_by_label("本单位的同义词").fill("只有一个词")
    page.get_by_label("本单位的同义词").press("Control+Enter")
    expect(page.get_by_text("至少要两个")).to_be_visible()
    expect(page.get_by_role("button", name="保存")).to_be_disabled()


def test_what_another_program_changed_is_indexed_by_a_click(page: Page, empty_site: Site, tmp_path: Path) -> None:
    table = tmp_path / "矿灯.jsonl"
    table.write_text('{"title": "矿灯充电架改造"}', encoding="utf-8")
    with Store.open(empty_site.settings.store_url) as store:
        import_file(store, table)
        first = next(record for batch in store.all() for record in batch)
        store.delete([first.id], "测试员")
    page.goto(empty_site.url)
    page.get_by_role("button", name="更新索引").click()
    expect(page.get_by_text("索引是最新的")).to_be_visible()
    page.goto(f"{empty_site.url}/achievement?id={first.id}")
    expect(page.get_by_text("已删除")).to_be_visible()
