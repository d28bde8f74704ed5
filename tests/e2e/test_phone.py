"""The pages in a phone's window."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.phone]

READY = {
    "": "成果总数",
    "search?q=提升机": "为什么找到它",
    "achievement?id=1&q=提升机": "基本情况",
    "check": "成果的文字",
    "imports": "选择各单位报来的汇总表或申报表",
    "words": "本单位的同义词",
}
"""A text by which each page is known to be there."""


@pytest.mark.parametrize("path", READY)
def test_nothing_is_wider_than_the_screen(page: Page, site: Site, path: str) -> None:
    page.goto(f"{site.url}/{path}")
    expect(page.get_by_text(READY[path]).first).to_be_visible()
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= page.viewport_size["width"]  # type: ignore[index]


def test_the_filters_are_behind_a_button_that_says_so(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/search")
    button = page.get_by_test_id("stExpandSidebarButton")
    expect(button).to_be_visible()
    # The page's style may come a moment after the button; the wait ends with an error where it never does.
    shown = "button => getComputedStyle(button, '::after').content.includes('筛选')"
    page.wait_for_function(shown, arg=button.element_handle())
    button.click()
    page.get_by_test_id("stSidebar").get_by_role("button", name="煤炭").click()
    page.wait_for_url("**filter=**")
