"""转化候选 in a browser."""

import time
from io import BytesIO
from pathlib import Path

import httpx
import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import HOSTILE
from tests.e2e.site import PATIENCE_S, Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ranked(site: Site) -> str:
    """The address of the page, once everything is compared with what is earlier."""
    with httpx.Client(base_url=site.settings.base_url, trust_env=False, timeout=PATIENCE_S) as client:
        deadline = time.monotonic() + PATIENCE_S
        while client.get("/api/v1/candidates").json()["notices"] and time.monotonic() < deadline:
            time.sleep(0.5)
    return f"{site.url}/candidates"


def rows(page: Page) -> Locator:
    return page.locator('[class*="st-key-hit-candidate-"]')


def points(text: str) -> float:
    """`左 +3.13` is 3.13, `右 +1.20` is -1.2, 相同 is nothing."""
    side, _, amount = text.partition(" +")
    return float(amount or 0) * (-1 if side == "右" else 1)


def test_the_list_shows_scores_what_is_known_and_why(page: Page, ranked: str) -> None:
    page.goto(ranked)
    first = rows(page).first
    expect(first.locator(".score")).to_contain_text("已知")
    expect(first.locator(".indicator")).to_have_count(7)
    expect(first.locator(".indicator.unknown").first).to_contain_text("—")
    first.get_by_text("依据：每一项从哪里来").click()
    expect(first.locator("mark").first).to_be_visible()


def test_a_weight_moved_ranks_anew_and_stands_in_the_address(page: Page, ranked: str) -> None:
    page.goto(ranked)
    link = rows(page).first.get_by_role("link").first
    expect(link).to_be_visible()
    before = link.inner_text()
    page.goto(f"{ranked}?weights=award%3D10&weights=novelty%3D1")
    expect(link).not_to_have_text(before)
    slider = page.get_by_role("slider", name="效益")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url("**benefit%3D0.5**")
    expect(slider).to_have_value("0.5")


def test_two_are_picked_and_compared(page: Page, ranked: str) -> None:
    page.goto(ranked)
    rows(page).nth(1).get_by_text("选来比较").click()
    expect(page.get_by_text("已选 1 项")).to_be_visible()
    rows(page).nth(0).get_by_text("选来比较").click()
    expect(page.get_by_text("已选 2 项")).to_be_visible()
    page.get_by_role("button", name="为什么这项在那项前面").click()
    expect(page.locator(".pair .heads .place").first).to_have_text("第 1 名")
    amounts = page.locator(".pair-row:not(.total) .middle span:last-child").all_inner_texts()
    total = page.locator(".pair-row.total .middle span:last-child").inner_text()
    leads = [points(text) for text in amounts if "+" in text or text == "相同"]
    assert len(leads) == 7
    assert sum(leads) == pytest.approx(points(total), abs=1e-6)
    expect(page.locator(".pair mark").first).to_be_visible()
    page.get_by_role("link", name="返回转化候选").click()
    expect(rows(page).first).to_be_visible()


def test_weights_are_kept_as_a_profile(page: Page, ranked: str) -> None:
    page.goto(f"{ranked}?weights=award%3D10")
    page.get_by_role("button", name="保存方案").click()
    page.get_by_label("另存为").fill("只看获奖")
    page.get_by_label("另存为").press("Enter")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url("**profile=**")
    page.get_by_role("button", name="删除这个方案").click()
    expect(page.get_by_text("已删除“只看获奖”")).to_be_visible()


def test_the_table_can_be_taken_along(page: Page, ranked: str) -> None:
    page.goto(f"{ranked}?filter=industry%3D%E7%85%A4%E7%82%AD")
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="转化候选汇总表").click()
    book = openpyxl.load_workbook(BytesIO(Path(waiting.value.path()).read_bytes()))
    assert book.sheetnames == ["转化候选汇总表", "说明"]
    assert {row[5] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)} == {"煤炭"}


def test_texts_are_shown_as_they_are(page: Page, ranked: str) -> None:
    page.goto(f"{ranked}?filter=kind%3D%2A%E5%B0%8F%2A%E5%8F%91%E6%98%8E%5Bx%5D%28y%29")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text(str(HOSTILE["unit"]))
    expect(rows(page).locator("script, img, b b")).to_have_count(0)


@pytest.mark.phone
def test_nothing_is_wider_than_a_phone(page: Page, ranked: str) -> None:
    page.goto(ranked)
    expect(rows(page).first.locator(".indicator").first).to_be_visible()
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= page.viewport_size["width"]  # type: ignore[index]
