"""企业找成果 in a browser: a problem in one's own words, what answers it, and a need that is kept."""

import json
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.site import Site
from tests.engines import ENGINES

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("cluster", ENGINES[:1], indirect=True)]

PROBLEM = (
    "检修刀闸撬弹簧，崩出来伤过手。要单人能用的拆装工具，"
    "更换一相不超过15分钟，适用110kV，更换时间缩短80%以上，重量不超过2公斤。"
)
HOSTILE = (
    "<img src=x onerror=alert(9)> **粗** [x](javascript:alert(8)) 除尘，<script>alert(7)</script>粉尘浓度不超过10mg/m3"
)


def describe(page: Page, site: Site, problem: str) -> None:
    page.goto(f"{site.url}/needs")
    page.get_by_label("要解决什么问题").fill(problem)
    page.get_by_role("button", name="找成果").click()


def test_a_problem_in_ones_own_words_finds_achievements_with_reasons(page: Page, site: Site) -> None:
    describe(page, site, PROBLEM)
    best = page.locator('[class*="st-key-hit-match-"]').first
    expect(best).to_contain_text("弹簧")
    expect(best.locator(".checks .met").first).to_contain_text("更换一相 ≤ 15分钟")
    expect(best.locator(".checks .met q").first).to_contain_text("由40分钟降为12分钟")
    expect(best.locator(".checks .missed")).to_contain_text("更换时间降低 ≥ 80%")
    expect(best.locator(".checks .unsaid")).to_contain_text("重量 ≤ 2千克")
    expect(best.locator(".tag.ripe")).to_contain_text("在用")
    expect(best.locator(".people")).to_contain_text("景河供电公司")
    best.get_by_text("发起转化").click()
    expect(page.get_by_role("heading", name="记一笔转化")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("要解决什么问题")).to_have_value(PROBLEM)


def test_three_words_and_nothing(page: Page, site: Site) -> None:
    describe(page, site, "皮带 纵向 撕裂")
    expect(page.locator('[class*="st-key-hit-match-"]').first).to_contain_text("撕")
    page.get_by_label("要解决什么问题").fill("")
    page.get_by_role("button", name="找成果").click()
    expect(page.get_by_text("请写明要解决什么问题")).to_be_visible()


def test_hostile_words_are_only_words_and_contradictions_are_told(page: Page, site: Site) -> None:
    describe(page, site, f"{HOSTILE}；另外粉尘浓度不低于20mg/m3")
    expect(page.get_by_text("互相矛盾")).to_be_visible()
    expect(page.locator(".demands")).to_contain_text("10毫克/立方米")


def test_a_need_is_kept_changed_and_known_to_its_achievement(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/needs")
    page.get_by_label("要解决什么问题").fill(PROBLEM)
    page.get_by_text("登记用的信息").click()
    page.get_by_label("需求单位").fill("白桦岭供电所")
    page.get_by_role("button", name="登记这项需求").click()
    expect(page.get_by_text("已登记。")).to_be_visible()
    expect(page.locator(".record h1")).to_have_text("检修刀闸撬弹簧，崩出来伤过手")
    page.locator('[class*="st-key-hit-match-"] a').first.click()
    expect(page.get_by_role("heading", name="谁可能需要")).to_be_visible()
    page.get_by_text("检修刀闸撬弹簧，崩出来伤过手").click()
    page.get_by_role("combobox", name="状态").click()
    page.get_by_role("option", name="已对接").click()
    page.get_by_text("修改历史（2 次）").click()
    expect(page.locator(".history")).to_contain_text("改状态：已对接")


def test_a_table_of_needs_is_checked_and_imported(page: Page, site: Site, tmp_path: Path) -> None:
    table = tmp_path / "需求.jsonl"
    rows = [{"需求名称": f"{HOSTILE} 表", "需求单位": "青石岭矿业"}, {"备注": "空的"}]
    table.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    page.goto(f"{site.url}/needs")
    page.get_by_text("登记过的需求").click()
    page.get_by_text("导入需求表").click()
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(str(table))
    page.get_by_role("button", name="先检查一遍").click()
    expect(page.get_by_text("将新增")).to_be_visible()
    expect(page.locator(".rejected")).to_contain_text("没有需求名称")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("将新增")).not_to_be_visible()
    listed = httpx.get(f"{site.settings.base_url}/api/v1/needs", trust_env=False).json()["needs"]
    assert sum(each["need"]["title"].endswith(" 表") for each in listed) == 1
    page.reload()
    page.get_by_text("登记过的需求").click()
    expect(page.locator('[class*="st-key-hit-need-"]').first).to_contain_text("**粗**")


def test_an_unknown_need_is_said_to_be_so(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/needs?need=987654")
    expect(page.get_by_text("没有 id 为 987654 的需求")).to_be_visible()


@pytest.mark.phone
def test_nothing_is_wider_than_a_phone(page: Page, site: Site) -> None:
    describe(page, site, PROBLEM)
    expect(page.locator(".checks").first).to_be_visible()
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= page.viewport_size["width"]  # type: ignore[index]
