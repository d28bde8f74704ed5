"""查重 and 比对, on a base of the earlier rounds and a table of the newest one."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from corpus.samples import achievement_files, achievements
from deploy.elasticsearch import Server
from tests.e2e.conftest import HOSTILE
from tests.e2e.site import Site, fill, running
from tests.e2e.tables import COLUMNS, NEWEST, newest_rows, written
from tests.engines import own_settings

pytestmark = pytest.mark.browser

CHANGED = "卷接机水松纸跑偏真空吸带纠偏"
"""A submission of the newest round that was handed in before with other figures."""

AGAIN = "同一批里换了名称的一项"

LONG = "提升机断绳时，抓捕器的楔块由弹簧推出，抱住罐道，罐笼在一米内停下。" * 30
"""A text that does not fit the window."""

MANY = 400
"""Rows of a table that is not answered at once."""


@pytest.fixture(scope="module")
def checking(tmp_path_factory: pytest.TempPathFactory, cluster: Server | None) -> Iterator[Site]:
    """The pages on all rounds but the newest, and two achievements that are hard to show."""
    others = tmp_path_factory.mktemp("files") / "others.jsonl"
    long = {"code": "L-1", "title": "罐笼断绳抓捕器", "unit": "望石矿", "year": 2020, "summary": f"前言。{LONG}"}
    others.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in (HOSTILE, long)), encoding="utf-8")
    with own_settings(tmp_path_factory.mktemp("home"), cluster) as settings:
        fill(settings, *achievement_files()[:-1], others)
        with running(settings) as site:
            yield site


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newest round as one table; its last row again from elsewhere; and rows that are hard to show, or no row."""
    harmful = {name: HOSTILE.get(name, "") for name in COLUMNS} | {"code": "", "people": "", "year": NEWEST}
    nameless = ["", "", "无名矿", *[""] * (len(COLUMNS) - 4), "没有名称"]
    path = tmp_path_factory.mktemp("tables") / "2026年申报汇总表.xlsx"
    rows = newest_rows()
    again = ["N-1", AGAIN, "别处的单位", "丁一", *rows[-1][4:-1], ""]
    return written(path, [*rows, again, [*harmful.values()], nameless])


@pytest.fixture(scope="module")
def checked(checking: Site, table: Path, context: BrowserContext) -> str:
    """The address of a check that has ended."""
    page = context.new_page()
    start(page, checking, table)
    expect(page.get_by_text("项可能报过")).to_be_visible()
    page.close()
    return page.url


def start(page: Page, site: Site, table: Path) -> None:
    page.goto(f"{site.url}/check")
    page.get_by_text("查整张表").click()
    page.locator('input[type="file"]').set_input_files(table)
    button = page.get_by_role("button", name="开始查重")
    expect(button).to_be_enabled()
    button.click()
    page.wait_for_url("**check=**")


def rows(page: Page) -> Locator:
    return page.locator('[class*="st-key-hit-row-"]')


def ask(page: Page, site: Site, text: str, title: str = "") -> None:
    page.goto(f"{site.url}/check")
    page.get_by_label("成果的文字").fill(text)
    page.get_by_label("成果名称").fill(title)
    page.get_by_role("button", name="查一查").click()


def open_changed(page: Page, checked: str) -> None:
    page.goto(checked)
    rows(page).get_by_role("link", name=CHANGED).click()
    expect(page.locator(".compared")).to_be_visible()


def test_a_table_is_checked_and_its_results_listed_gravest_first(page: Page, checked: str) -> None:
    page.goto(checked)
    expect(rows(page).first).to_contain_text("高度疑似")
    expect(rows(page).filter(has_text=CHANGED).first).to_contain_text("数据变更")
    expect(page.get_by_text("估计")).to_be_visible()
    page.get_by_text("没有查的 1 行").click()
    expect(page.locator(".rejected")).to_contain_text("没有成果名称")


def test_results_are_narrowed_and_the_link_can_be_shared(page: Page, context: BrowserContext, checked: str) -> None:
    page.goto(checked)
    page.get_by_role("radio", name="数据变更").click()
    page.wait_for_url("**type=**")
    expect(rows(page)).to_have_count(1)
    other = context.new_page()
    other.goto(page.url)
    expect(rows(other)).to_have_count(1)
    expect(rows(other)).to_contain_text(CHANGED)
    rows(other).get_by_role("link").first.click()
    other.get_by_role("link", name="返回查重结果").click()
    expect(rows(other)).to_have_count(1)
    assert parse_qs(urlsplit(other.url).query) == parse_qs(urlsplit(page.url).query)
    other.close()


def test_results_are_found_by_words_and_pages_turned(page: Page, checked: str) -> None:
    page.goto(checked)
    link = rows(page).first.get_by_role("link")
    first = link.inner_text()
    page.get_by_test_id("stPagination").get_by_text("2", exact=True).click()
    page.wait_for_url("**page=2**")
    expect(link).not_to_have_text(first)
    page.get_by_placeholder("名称、单位或编号里的字").fill("没有这样的字")
    page.get_by_placeholder("名称、单位或编号里的字").press("Enter")
    expect(page.get_by_text("这些条件下没有结果")).to_be_visible()
    page.get_by_role("button", name="去掉全部条件").click()
    expect(link).to_have_text(first)


@pytest.mark.parametrize(("button", "ending"), [("Word", ".docx"), ("Excel", ".xlsx")])
def test_the_report_can_be_taken_along(page: Page, checked: str, button: str, ending: str) -> None:
    page.goto(checked)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    assert waiting.value.suggested_filename.endswith(ending)
    with ZipFile(BytesIO(Path(waiting.value.path()).read_bytes())) as parts:
        assert any(CHANGED in parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())


def test_passages_lead_to_each_other(page: Page, checked: str) -> None:
    open_changed(page, checked)
    left, right = page.locator(".side[data-side=left]"), page.locator(".side[data-side=right]")
    expect(left.locator("a.exact").first).to_be_visible()
    expect(left.locator("a.near b").first).to_be_visible()
    link = left.locator("a[data-label]").last
    number = link.get_attribute("data-passages")
    link.click()
    partner = right.locator(f'a[data-passages="{number}"]').first
    expect(partner).to_contain_class("chosen")
    expect(partner).to_be_in_viewport()
    assert "#" not in page.url


def test_the_evidence_adds_up_to_the_verdict(page: Page, checked: str) -> None:
    open_changed(page, checked)
    expect(page.locator(".conclusion")).to_contain_text("高度疑似")
    expect(page.locator(".waterfall .step.total")).to_be_visible()
    amounts = page.locator(".waterfall .step:not(.total) .amount").all_inner_texts()
    total = page.locator(".waterfall .step.total .amount").inner_text()
    assert sum(map(signed, amounts)) == pytest.approx(signed(total), abs=0.05 * len(amounts) + 0.05)
    expect(page.locator(".compared-facts")).to_contain_text("数字")
    expect(page.locator(".compared-facts ins").first).to_be_visible()


def signed(text: str) -> float:
    return float(text.replace("＋", "").replace("－", "-"))


def test_what_two_units_of_one_table_hand_in_is_grouped_and_compared(page: Page, checked: str) -> None:
    page.goto(checked)
    row = rows(page).filter(has=page.get_by_role("link", name=AGAIN))
    row.get_by_role("button", name="看同一组的 2 项").click()
    page.wait_for_url("**family=**")
    expect(rows(page)).to_have_count(2)
    row.get_by_role("link", name=AGAIN).click()
    expect(page.locator(".side[data-side=right] h2")).to_have_text("同批另一项")
    expect(page.locator(".side[data-side=right] a.passage").first).to_be_visible()


def test_one_goes_on_to_the_next_submission_and_to_another_match(page: Page, checked: str) -> None:
    page.goto(checked)
    titles = [rows(page).nth(place).get_by_role("link").inner_text() for place in (0, 1)]
    rows(page).first.get_by_role("link").click()
    expect(page.locator(".record h1")).to_have_text(titles[0])
    page.get_by_role("link", name="下一项").click()
    expect(page.locator(".record h1")).to_have_text(titles[1])
    page.get_by_role("link", name="上一项").click()
    expect(page.locator(".record h1")).to_have_text(titles[0])
    page.get_by_role("combobox", name="与哪一项比").click()
    page.get_by_role("option").nth(1).click()
    page.wait_for_url("**match=2**")


def test_a_pasted_text_is_answered_on_the_same_page(page: Page, checking: Site) -> None:
    source = next(each for each in achievements() if each.code == "LJ2021-003")
    ask(page, checking, f"换了一个名称\n{source.body}")
    expect(page.locator(".conclusion")).to_contain_text("高度疑似")
    page.locator('[class*="st-key-hit-match-"]').get_by_role("link", name=source.title).first.click()
    expect(page.locator(".record h1")).to_have_text("换了一个名称")
    expect(page.locator(".side[data-side=right] a.passage").first).to_be_visible()
    page.get_by_role("link", name="返回查重结果").click()
    expect(page.get_by_label("成果的文字")).to_have_value(f"换了一个名称\n{source.body}")


def test_an_empty_form_says_what_to_do(page: Page, checking: Site) -> None:
    ask(page, checking, " ")
    expect(page.get_by_text("请粘贴成果的文字，或至少写上成果名称")).to_be_visible()


def test_the_columns_scroll_together(page: Page, checking: Site) -> None:
    ask(page, checking, LONG, "断绳防坠器")
    page.get_by_role("link", name="罐笼断绳抓捕器").click()
    left, right = page.locator(".side[data-side=left]"), page.locator(".side[data-side=right]")
    expect(left.locator("a.passage").first).to_be_visible()
    left.scroll_into_view_if_needed()
    left.hover()
    page.mouse.wheel(0, 400)
    page.wait_for_function("document.querySelector('.side[data-side=left]').scrollTop > 100")
    page.wait_for_function("document.querySelector('.side[data-side=right]').scrollTop > 100")
    expect(right).to_be_visible()


def test_hostile_texts_are_shown_as_they_are(page: Page, checking: Site, checked: str) -> None:
    ask(page, checking, f"{HOSTILE['summary']}<img src=x onerror=alert(5)>", str(HOSTILE["title"]))
    page.get_by_role("link", name="alert(1)").first.click()
    side = page.locator(".side[data-side=left]")
    expect(side).to_contain_text("<img src=x onerror=alert(5)>")
    expect(side).to_contain_text(str(HOSTILE["title"]))
    harmless(page)
    page.goto(f"{checked}&q=防护罩")
    expect(rows(page).first).to_contain_text(str(HOSTILE["unit"]))
    harmless(page)


def harmless(page: Page) -> None:
    for harm in ("img[src=x]", "svg[onload]", ".side script", ".side u", 'a[href^="javascript"]', ".katex"):
        expect(page.locator(harm)).to_have_count(0)


def test_on_paper_nothing_is_cut_off(page: Page, checked: str) -> None:
    open_changed(page, checked)
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.get_by_text("返回查重结果")).to_be_hidden()
    style = "getComputedStyle(document.querySelector('.side')).maxHeight"
    assert page.evaluate(style) == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stMain]')).overflowY") == "visible"


def test_a_file_that_is_no_table_is_refused_in_words(page: Page, checking: Site, tmp_path: Path) -> None:
    broken = tmp_path / "坏文件.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    start(page, checking, broken)
    expect(page.get_by_test_id("stAlert").filter(has_text="坏文件")).to_be_visible()


def test_an_achievement_of_the_base_leads_to_its_check(page: Page, checking: Site) -> None:
    page.goto(f"{checking.url}/achievement?id=1")
    page.get_by_role("link", name="这一项以前报过没有").click()
    expect(page.locator(".conclusion")).to_be_visible()
    page.wait_for_url("**achievement=1**")


def test_an_address_without_a_submission_says_what_to_do(page: Page, checking: Site) -> None:
    page.goto(f"{checking.url}/compare")
    expect(page.get_by_text("请从查重的结果里打开一项")).to_be_visible()


@pytest.mark.phone
def test_on_a_phone_the_texts_stand_one_below_the_other(page: Page, checked: str) -> None:
    page.goto(checked)
    expect(rows(page).first).to_be_visible()
    assert fits(page)
    open_changed(page, checked)
    left, right = (page.locator(f".side[data-side={side}]").bounding_box() for side in ("left", "right"))
    assert left is not None
    assert right is not None
    assert right["y"] >= left["y"] + left["height"]
    assert fits(page)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= window.innerWidth"))


def test_a_check_can_be_cancelled(page: Page, checking: Site, tmp_path: Path) -> None:
    given = [[f"N-{number}", f"{number} 号防坠器", "北山矿", "张三", NEWEST, "", LONG] for number in range(MANY)]
    start(page, checking, written(tmp_path / "很多.xlsx", given))
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_text("这次查重取消了")).to_be_visible()
    page.get_by_role("link", name="再查一次").click()
    expect(page.locator(".st-key-latest")).to_contain_text("已取消")


def test_staff_add_wording_that_checks_leave_out_and_overrule_it(page: Page, checking: Site) -> None:
    text = "在上级党委的坚强领导下，全体职工团结一心"
    page.goto(f"{checking.url}/words")
    page.get_by_text("添一段套话").click()
    page.get_by_label("套话的原文").fill("太短")
    page.get_by_role("button", name="添上").click()
    expect(page.get_by_text("至少要 8 个字")).to_be_visible()
    page.get_by_label("套话的原文").fill(text)
    page.get_by_role("button", name="添上").click()
    listed = page.locator('[class*="st-key-hit-template-"]').filter(has_text=text)
    expect(listed.get_by_role("radio", name="是套话", exact=True)).to_be_checked()
    listed.get_by_role("radio", name="不是套话").click()
    expect(listed.get_by_role("radio", name="不是套话")).to_be_checked()
    page.reload()
    expect(listed.get_by_role("radio", name="不是套话")).to_be_checked()
