"""转化跟踪 in a browser: from an achievement to a contract, and two people at one deal."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.site import Site
from tests.engines import ENGINES

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("cluster", ENGINES[:1], indirect=True)]

LAST = 177
"""The number of the achievement with hostile texts, which comes after the samples."""

Begin = Callable[..., dict[str, object]]


@pytest.fixture
def begin(site: Site) -> Begin:
    """Begins deals through the API."""

    def begun(taker: str, *steps: dict[str, str], achievement: int = 1) -> dict[str, object]:
        body = {"achievement_id": achievement, "taker": taker, "steps": steps, "region": "北屏市", "confirmed": True}
        answer = httpx.post(f"{site.settings.base_url}/api/v1/deals", json=body, trust_env=False)
        assert answer.status_code == 201
        return answer.json()  # type: ignore[no-any-return]

    return begun


def step(stage: str, day: str, amount: str = "") -> dict[str, str]:
    return {"stage": stage, "day": day} | ({"amount": amount} if amount else {})


def test_a_deal_begins_at_an_achievement_and_moves_on(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/achievement?id=2")
    page.get_by_text("发起转化").click()
    page.get_by_label("需方单位").fill("清溪煤矿")
    page.get_by_label("经办人").fill("张工")
    page.get_by_role("button", name="记下这一笔").click()
    expect(page.get_by_text("已经记下。")).to_be_visible()
    expect(page.get_by_role("heading", name="记一笔", exact=True)).to_be_visible()
    page.get_by_role("radio", name="意向").click()
    page.get_by_label("文书编号").fill("意向-7")
    page.get_by_label("金额").fill("30")
    page.get_by_role("button", name="记下这一步").click()
    expect(page.get_by_text("是不是漏了“万”字")).to_be_visible()
    page.get_by_label("金额").fill("30.5万")
    page.get_by_role("button", name="记下这一步").click()
    expect(page.locator(".timeline").first).to_contain_text("30.5 万元")
    expect(page.locator(".way .now")).to_contain_text("意向")
    expect(page.locator(".timeline").first).to_contain_text("张工 记于")


def test_who_is_late_is_told_and_overwrites_nothing(page: Page, site: Site, begin: Begin) -> None:
    deal = begin("柳沟煤矿", step("match", "2026-01-05"))
    page.goto(f"{site.url}/deals?deal={deal['id']}")
    expect(page.get_by_role("button", name="记下这一步")).to_be_visible()
    page.get_by_role("radio", name="合同").click()
    page.get_by_label("金额").fill("20万")
    address = f"{site.settings.base_url}/api/v1/deals/{deal['id']}"
    change = {"version": 1, "advance": step("intention", "2026-03-01", "31万"), "handler": "李工"}
    httpx.patch(address, json=change, trust_env=False).raise_for_status()
    page.get_by_role("button", name="记下这一步").click()
    expect(page.get_by_text("已被 李工 在")).to_be_visible()
    expect(page.locator(".timeline").first).to_contain_text("31 万元")
    expect(page.get_by_label("金额")).to_have_value("20万")
    kept = httpx.get(address, trust_env=False).json()
    assert (kept["stage"], kept["version"]) == ("intention", 2)


def test_many_deals_are_a_funnel_a_board_and_a_list(page: Page, site: Site, begin: Begin) -> None:
    begin("望石煤矿", step("intention", "2025-03-01", "1.2亿"), achievement=3)
    ended = {"stage": "closed", "day": "2026-02-01", "outcome": "abandoned", "note": "报价高"}
    begin("清江水库", step("contact", "2025-03-01"), ended, achievement=4)
    page.goto(f"{site.url}/deals?year=2025")
    expect(page.locator(".sentence")).to_contain_text("1 项签订意向 1.2 亿元")
    expect(page.locator(".sums")).to_contain_text("北屏市")
    page.get_by_role("radio", name="看板").click()
    expect(page.locator(".st-key-board-intention")).to_contain_text("望石煤矿")
    page.get_by_role("button", name="已经结束的 1 笔").click()
    expect(page.get_by_text("清江水库")).to_be_visible()
    expect(page.get_by_text("望石煤矿")).to_have_count(0)


@pytest.mark.phone
def test_on_a_phone_nothing_is_too_wide_and_hostile_texts_are_shown_as_they_are(
    page: Page, site: Site, begin: Begin
) -> None:
    taker = "<img src=x onerror=alert(1)> **厂** [链](javascript:alert(2))"
    deal = begin(taker, step("contact", "2023-03-01"), step("contract", "2023-05-01", "85万"), achievement=LAST)
    for path in ("deals?view=board&year=2023", "deals?view=list&year=2023", f"deals?deal={deal['id']}"):
        page.goto(f"{site.url}/{path}")
        expect(page.get_by_text(taker).first).to_be_visible()
        expect(page.get_by_text("**粗体**").first).to_be_visible()
        width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert width <= page.viewport_size["width"]  # type: ignore[index]
