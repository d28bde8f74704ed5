"""总览 in a browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.site import Site

pytestmark = pytest.mark.browser


def test_the_overview_counts_what_is_in_the_base(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.get_by_test_id("stMetric").filter(has_text="成果总数")).to_contain_text("177")
    expect(page.get_by_text("索引是最新的，177 项成果都可以检索")).to_be_visible()


def test_a_click_on_a_bar_leads_to_its_achievements(page: Page, site: Site) -> None:
    page.goto(site.url)
    chart = page.locator(".st-key-chart-industry svg.marks")
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": box["width"] * 0.5, "y": 20})
    page.wait_for_url("**/search?filter=industry*")
    expect(page.locator(".st-key-chosen")).to_contain_text("行业：")


def test_the_page_speaks_chinese(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.get_by_text("成果总数")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.title() == "总览 · 职工创新成果知识库"
