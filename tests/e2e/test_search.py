"""检索 and 成果详情 in a browser."""

from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.conftest import HOSTILE
from tests.e2e.site import Site

pytestmark = pytest.mark.browser

QUESTION = "提升机断绳"
TITLE = "副井提升机断绳防坠抓捕器改进"


SIMILAR = '[class*="st-key-similar-"]:not([class*="-similar-deal-"]):not([class*="-similar-need-"])'
"""Similar achievements; deals and needs of a record are listed in the same look."""


def open_search(page: Page, site: Site, address: str = "") -> None:
    page.goto(f"{site.url}/search{address}")
    expect(page.get_by_placeholder("用自己的话说")).to_be_visible()


def settle(page: Page) -> None:
    """Wait until the page is drawn to its end: before that its parts still move, and old ones stand among new ones."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def ask(page: Page, text: str) -> None:
    box = page.get_by_placeholder("用自己的话说")
    box.fill(text)
    box.press("Enter")


def hits(page: Page) -> Locator:
    return page.locator('[class*="st-key-hit-"]')


def titles(page: Page) -> list[str]:
    expect(hits(page).first).to_be_visible()
    links = page.locator('[class*="st-key-hit-"] [data-testid="stPageLink-NavLink"]')
    expect(links).to_have_count(hits(page).count())
    return links.all_inner_texts()


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_asking_shows_the_best_hit_first_with_its_words_marked(page: Page, site: Site) -> None:
    open_search(page, site)
    ask(page, QUESTION)
    first = hits(page).first
    expect(first).to_contain_text(TITLE)
    expect(first.locator(".stMarkdownColoredBackground").first).to_have_text(QUESTION)
    assert address(page)["q"] == [QUESTION]


def test_figures_narrow_the_list_order_it_and_lead_to_their_words(page: Page, site: Site) -> None:
    open_search(page, site, "?filter=applied%3Dyes")
    box = page.get_by_label("年效益不低于（万元）")
    box.fill("100")
    box.press("Enter")
    expect(page.get_by_role("button", name="年效益：100万 以上")).to_be_visible()
    page.get_by_label("排序").click()
    page.get_by_role("option", name="年效益高的在前").click()
    expect(page.get_by_text("年效益高的在前，未说明的在后")).to_be_visible()
    assert address(page)["filter"] == ["applied=yes", "annual_benefit=100万.."]
    settle(page)
    stated = [line.split(" 万元")[0] for line in page.locator(".hit .stated").all_inner_texts()]
    benefits = [float(line.removeprefix("年效益 ").replace(",", "")) for line in stated]
    assert benefits == sorted(benefits, reverse=True)
    page.locator('[class*="st-key-hit-"] [data-testid="stPageLink-NavLink"]').first.click()
    page.locator(".record.stated a.quote").first.click()
    expect(page.locator(".said:target")).to_be_in_viewport()


def test_a_hit_says_in_plain_words_why_it_was_found(page: Page, site: Site) -> None:
    open_search(page, site, f"?q={QUESTION}")
    why = hits(page).first.locator("details")
    why.locator("summary").click()
    expect(why).to_contain_text("词语相符：按这一项排第 1 位，对上：")
    assert "%" not in why.inner_text()


def test_narrowing_by_a_facet_and_taking_it_back(page: Page, site: Site) -> None:
    open_search(page, site)
    page.get_by_test_id("stSidebar").get_by_role("button", name="煤炭").click()
    chosen = page.locator(".st-key-chosen").get_by_role("button", name="行业：煤炭")
    expect(chosen).to_be_visible()
    assert address(page)["filter"] == ["industry=煤炭"]
    chosen.click()
    expect(page.locator(".st-key-chosen")).to_have_count(0)
    assert "filter" not in address(page)


def test_a_shared_link_shows_the_same_page(page: Page, context: BrowserContext, site: Site) -> None:
    link = "?q=改造&filter=level=市级&page=2&mode=words"
    open_search(page, site, link)
    expect(hits(page)).to_have_count(10)
    first = titles(page)
    other = context.new_page()
    open_search(other, site, link)
    expect(hits(other)).to_have_count(10)
    assert titles(other) == first
    expect(other.get_by_placeholder("用自己的话说")).to_have_value("改造")
    other.get_by_role("button", name="分享").click()
    shown = other.get_by_test_id("stCode").inner_text().strip()
    assert parse_qs(urlsplit(shown).query) == parse_qs(link[1:])
    other.close()


def test_pages_do_not_repeat_hits_and_going_back_works(page: Page, site: Site) -> None:
    open_search(page, site, "?q=改造")
    first = titles(page)
    page.get_by_test_id("stPagination").get_by_text("2", exact=True).click()
    page.wait_for_url("**page=2**")
    expect(hits(page).first).not_to_contain_text(first[0])
    expect(hits(page).last).not_to_contain_text(first[-1])  # they are replaced one after the other
    assert not set(titles(page)) & set(first)
    page.go_back()
    expect(hits(page).first).to_contain_text(first[0])


def test_the_list_can_be_taken_along_as_a_workbook(page: Page, site: Site) -> None:
    open_search(page, site, f"?q={QUESTION}")
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="检索结果").click()
    book = load_workbook(BytesIO(Path(waiting.value.path()).read_bytes()), read_only=True)
    cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True, max_row=3) for cell in row]
    assert TITLE in cells
    assert waiting.value.suggested_filename == "检索结果.xlsx"


def test_nothing_found_says_what_to_try(page: Page, site: Site) -> None:
    open_search(page, site, "?q=-罐笼 qqqqwwww&mode=words&filter=industry=煤炭")
    expect(page.get_by_text("没有找到相符的成果")).to_be_visible()
    page.get_by_role("button", name="不限条件再找一次").click()
    expect(page.locator(".st-key-chosen")).to_have_count(0)


def test_pinyin_initials_offer_titles(page: Page, site: Site) -> None:
    open_search(page, site)
    ask(page, "fjtsj")
    page.locator(".st-key-suggestions").get_by_role("button", name=TITLE).click()
    expect(hits(page).first).to_contain_text(TITLE)


def test_a_hit_opens_with_its_words_marked_and_leads_back(page: Page, site: Site) -> None:
    open_search(page, site, "?q=楔块&size=20")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator(".record h1")).to_have_text(TITLE)
    expect(page.locator(".record mark", has_text="楔块").first).to_be_visible()
    expect(page.get_by_text("岳临煤业集团望石矿机电队").first).to_be_visible()
    page.get_by_role("link", name="返回检索结果").click()
    expect(page.get_by_placeholder("用自己的话说")).to_have_value("楔块")
    assert address(page) == {"q": ["楔块"], "size": ["20"]}


def test_a_record_shows_its_history_and_leads_to_similar_ones(page: Page, site: Site) -> None:
    open_search(page, site, f"?q={QUESTION}")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_text("修改历史（1 次）").click()
    expect(page.locator(".history")).to_contain_text("入库")
    settle(page)
    page.locator(SIMILAR).get_by_role("link").first.click()
    expect(page.locator(".record h1")).not_to_have_text(TITLE)
    expect(page.locator(".record h1")).not_to_be_empty()


def test_a_record_that_does_not_exist_is_said_so(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/achievement?id=987654")
    expect(page.get_by_text("987654").first).to_be_visible()
    expect(page.get_by_role("link", name="去检索")).to_be_visible()


def test_hostile_texts_are_shown_as_they_are(page: Page, site: Site) -> None:
    open_search(page, site, "?q=防护罩&mode=words")
    link = page.get_by_role("link", name="alert(1)")
    expect(link).to_be_visible()
    assert link.inner_text().replace("\u2060", "") == HOSTILE["title"]
    expect(hits(page).filter(has=link)).to_contain_text(str(HOSTILE["unit"]))
    link.click()
    expect(page.locator(".record h1")).to_have_text(str(HOSTILE["title"]))
    expect(page.locator(".record.facts")).to_contain_text("<svg onload=alert(4)>")
    expect(page.locator(".record:not(.stated)").nth(1)).to_contain_text('1. 第一行 & "引号"')
    for harm in ("img[src=x]", "svg[onload]", ".record script", ".record u", 'a[href^="javascript"]', ".katex"):
        expect(page.locator(harm)).to_have_count(0)
