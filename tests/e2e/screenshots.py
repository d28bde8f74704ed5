"""`python -m tests.e2e.screenshots`: the pictures of docs/images, from the samples and a real browser."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus.samples import table_files
from search_api.settings import Settings
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.site import FLAGS, Site, browser_path, fill_with_samples, running

FOLDER = Path(__file__).parents[2] / "docs" / "images"

COLOURS = 128
"""Colours of a picture: enough for pages, and a third of the bytes."""

SETTLE_MS = 1_500
"""Milliseconds for charts and fonts to come to rest."""

PATIENCE_MS = 60_000

QUESTION = "皮带机跑偏怎么治"


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


def explain(page: Page) -> None:
    page.locator("details.why summary").first.click()


def check_tables(page: Page) -> None:
    page.locator('input[type="file"]').set_input_files(table_files())
    page.get_by_role("button", name="先检查一遍").click()
    expect(page.get_by_text("列的对应关系")).to_be_visible()
    page.mouse.move(0, 0)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")


def open_filters(page: Page) -> None:
    page.get_by_test_id("stExpandSidebarButton").click()


PICTURES = (
    Picture("overview", "", "按年度", await_charts, 1060),
    Picture("search", f"search?q={QUESTION}", "为什么找到它", explain),
    Picture("record", "achievement?id=1&q=提升机 断绳保护", "相似成果", height=1000),
    Picture("import", "imports", "选择各单位报来的", check_tables, 1240),
    Picture("words", "words", "本单位的同义词"),
)
PHONE_PICTURES = (
    Picture("phone-overview", "", "按年度", await_charts),
    Picture("phone-search", f"search?q={QUESTION}", "为什么找到它"),
    Picture("phone-filters", f"search?q={QUESTION}", "为什么找到它", open_filters),
    Picture("phone-record", "achievement?id=1&q=提升机 断绳保护", "现状与问题"),
)


def main() -> None:
    """Take every picture."""
    path = browser_path()
    if path is None:
        raise SystemExit("没有 Chromium；安装：apt install chromium fonts-noto-cjk")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = Settings(_env_file=None, home=Path(folder))
        fill_with_samples(settings)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with running(settings) as site:
            for picture in PICTURES:
                take(browser, site, picture, DESKTOP["width"], picture.height)
            for picture in PHONE_PICTURES:
                take(browser, site, picture, PHONE["width"], PHONE["height"])
        browser.close()


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
