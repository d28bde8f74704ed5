"""`python -m tests.e2e.screenshots`: the pictures of docs/images, from the samples and a real browser."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus.importing.run import import_needs
from corpus.samples import achievement_files, need_files, table_files
from corpus.samples.deals import load_deals
from corpus.store import Store
from search_api.settings import Settings
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.site import FLAGS, Site, browser_path, fill, running
from tests.e2e.tables import newest_rows, written

FOLDER = Path(__file__).parents[2] / "docs" / "images"

COLOURS = 128
"""Colours of a picture: enough for pages, and a third of the bytes."""

SETTLE_MS = 1_500
"""Milliseconds for charts and fonts to come to rest."""

PATIENCE_MS = 60_000

QUESTION = "皮带机跑偏怎么治"
PROBLEM = (
    "检修GW4型刀闸时撬弹簧，崩出来伤过手。要一种单人就能用的拆装工具，"
    "更换一相不超过15分钟，适用110kV，更换时间缩短80%以上，重量不超过2公斤。"
)
COMPARED = "compare?check=1&position=5"
"""A submission of the newest round that was handed in before with other figures."""


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the address, a text that says the page is there, and what to do before it is taken."""

    name: str
    path: str
    ready: str
    before: Callable[[Page], None] | None = None
    height: int = DESKTOP["height"]


def await_charts(page: Page) -> None:
    expect(page.get_by_test_id("stVegaLiteChart").locator("svg.marks").nth(3)).to_be_visible(timeout=PATIENCE_MS)


def await_funnel(page: Page) -> None:
    expect(page.get_by_test_id("stVegaLiteChart").locator("svg.marks").nth(1)).to_be_visible(timeout=PATIENCE_MS)


def await_ranking(page: Page) -> None:
    """Look again until everything is compared with what is earlier."""
    expect(page.get_by_text("选来比较").first).to_be_visible(timeout=PATIENCE_MS)
    while page.get_by_role("button", name="刷新").count():
        page.wait_for_timeout(SETTLE_MS)
        page.get_by_role("button", name="刷新").click()
        page.wait_for_timeout(SETTLE_MS)
    for text in ("三个一线：不限", "选来比较", "登记转化"):
        expect(page.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)
    title = page.locator('[class*="st-key-hit-candidate-"] [data-testid="stPageLink"] p').first
    expect(title).to_be_visible(timeout=PATIENCE_MS)


def compare_two(page: Page) -> None:
    await_ranking(page)
    for place in (0, 2):
        page.get_by_text("选来比较").nth(place).click()
        page.wait_for_timeout(SETTLE_MS)
    page.get_by_role("button", name="为什么这项在那项前面").click()
    expect(page.locator(".pair")).to_be_visible(timeout=PATIENCE_MS)


def explain(page: Page) -> None:
    page.locator("details.why summary").first.click()


def check_tables(page: Page) -> None:
    page.locator('input[type="file"]').set_input_files(table_files())
    page.get_by_role("button", name="先检查一遍").click()
    expect(page.get_by_text("列的对应关系")).to_be_visible()
    page.mouse.move(0, 0)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")


def check_newest_round(page: Page) -> None:
    with TemporaryDirectory() as folder:
        table = written(Path(folder) / "2026年申报汇总表.xlsx", newest_rows())
        page.get_by_text("查整张表").click()
        page.locator('input[type="file"]').set_input_files(table)
        button = page.get_by_role("button", name="开始查重")
        expect(button).to_be_enabled()
        button.click()
        expect(page.get_by_text("项可能报过")).to_be_visible(timeout=PATIENCE_MS)
    page.mouse.move(0, 0)


def show_texts(page: Page) -> None:
    page.locator(".compared-bar").evaluate("bar => bar.scrollIntoView()")


def open_filters(page: Page) -> None:
    page.get_by_test_id("stExpandSidebarButton").click()


def describe_problem(page: Page) -> None:
    page.get_by_label("要解决什么问题").fill(PROBLEM)
    page.get_by_role("button", name="找成果").click()
    expect(page.locator(".checks").first).to_be_visible(timeout=PATIENCE_MS)


PICTURES = (
    Picture("overview", "", "按年度", await_charts, 1060),
    Picture("search", f"search?q={QUESTION}", "为什么找到它", explain),
    Picture("record", "achievement?id=1&q=提升机 断绳保护", "相似成果", height=1000),
    Picture("import", "imports", "选择各单位报来的", check_tables, 1240),
    Picture("words", "words", "本单位的同义词"),
    Picture("needs", "needs", "要解决什么问题", describe_problem, 1340),
    Picture("candidates", "candidates", "得分高的在前", await_ranking, 1060),
    Picture("candidates-compare", "candidates", "得分高的在前", compare_two, 1750),
    Picture("deals", "deals", "走到哪一步", await_funnel, 1120),
    Picture("deals-board", "deals?view=board", "破碎机锤头", height=1340),
    Picture("deal", "deals?deal=14", "走过的步骤", height=1040),
)
CHECK_PICTURES = (
    Picture("check", "check", "成果的文字", check_newest_round, 1100),
    Picture("compare", COMPARED, "依据", height=2200),
)
"""On all rounds but the newest, which is the table that is checked."""

PHONE_PICTURES = (
    Picture("phone-overview", "", "按年度", await_charts),
    Picture("phone-search", f"search?q={QUESTION}", "为什么找到它"),
    Picture("phone-filters", f"search?q={QUESTION}", "为什么找到它", open_filters),
    Picture("phone-needs", "needs?need=23", "可能解决它的成果"),
    Picture("phone-candidates", "candidates", "得分高的在前", await_ranking),
    Picture("phone-deals", "deals", "走到哪一步", await_funnel),
    Picture("phone-record", "achievement?id=1&q=提升机 断绳保护", "现状与问题"),
)
PHONE_CHECK_PICTURES = (Picture("phone-compare", COMPARED, "依据", show_texts),)


def main() -> None:
    """Take every picture."""
    path = browser_path()
    if path is None:
        raise SystemExit("没有 Chromium；安装：apt install chromium fonts-noto-cjk")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with filled(*achievement_files()) as site:
            take_all(browser, site, PICTURES, PHONE_PICTURES)
        with filled(*achievement_files()[:-1]) as site:
            take_all(browser, site, CHECK_PICTURES, PHONE_CHECK_PICTURES)
        browser.close()


@contextmanager
def filled(*files: Path) -> Iterator[Site]:
    """The pages on a data folder of their own that holds what is in the files."""
    with TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, home=Path(folder))
        fill(settings, *files)
        with Store.open(settings.store_url) as store:
            for needs in need_files():
                import_needs(store, needs, actor="样例")
            load_deals(store, "样例")
        with running(settings) as site:
            yield site


def take_all(browser: Browser, site: Site, desktop: Sequence[Picture], phone: Sequence[Picture]) -> None:
    """Take pictures in a desktop's window, then in a phone's."""
    for picture in desktop:
        take(browser, site, picture, DESKTOP["width"], picture.height)
    for picture in phone:
        take(browser, site, picture, PHONE["width"], PHONE["height"])


def take(browser: Browser, site: Site, picture: Picture, width: int, height: int) -> None:
    """Open a page, bring it into the state to show, and keep the picture with few colours."""
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai")
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{site.url}/{picture.path}")
    expect(page.get_by_text(picture.ready).first).to_be_visible(timeout=PATIENCE_MS)
    if picture.before:
        picture.before(page)
    page.wait_for_timeout(SETTLE_MS)
    file = FOLDER / f"{picture.name}.png"
    page.screenshot(path=file)
    page.close()
    with Image.open(file) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(FOLDER.parents[1])}  {file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
