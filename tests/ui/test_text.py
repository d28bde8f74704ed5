"""Whatever people wrote is shown as it is."""

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ui.answers import Span
from ui.views.parts.text import WORD_JOINER, escaped, marked, marked_label, plain, shortened, writable

TEXTS = st.text(st.characters(), max_size=60) | st.text("<>&\"'*_[]()$:~`\\#!-+.|@ \n提升机ab1", max_size=60)
SPANS = st.lists(st.builds(Span, start=st.integers(-5, 70), end=st.integers(-5, 70)), max_size=6)


class Tags(HTMLParser):
    """The tags of a piece of HTML, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(TEXTS)
def test_a_text_never_becomes_html(text: str) -> None:
    assert Tags(escaped(text)).tags == set()
    assert unescape(escaped(text)) == unescape(writable(text).replace("&", "&amp;"))


@given(TEXTS, SPANS, st.integers(0, 20))
def test_marking_adds_marks_and_nothing_else(text: str, spans: list[Span], start: int) -> None:
    html = marked(text, spans, start=start)
    assert set(re.findall(r"</?\w+>", html)) <= {"<mark>", "</mark>"}
    assert html.replace("<mark>", "").replace("</mark>", "") == escaped(text)
    assert html.count("<mark>") == html.count("</mark>")


def test_spans_are_marked_where_they_stand() -> None:
    assert marked("提升机断绳", [Span(start=0, end=3)]) == "<mark>提升机</mark>断绳"
    assert marked("断绳保护", [Span(start=12, end=14)], start=10) == "断绳<mark>保护</mark>"
    assert marked("断绳", [Span(start=1, end=1), Span(start=0, end=9)]) == "<mark>断绳</mark>"


@given(TEXTS)
def test_a_label_is_read_by_markdown_as_the_very_text(text: str) -> None:
    rendered = MarkdownIt("commonmark").enable(["strikethrough", "table"]).renderInline(plain(text))
    shown = " ".join(writable(text).replace("\0", "\ufffd").split())  # Markdown shows a NUL so
    assert unescape(rendered).replace(WORD_JOINER, "") == shown.replace(WORD_JOINER, "")


@given(TEXTS)
def test_a_label_gives_the_framework_nothing_to_work_with(text: str) -> None:
    label = plain(text)
    assert "\n" not in label
    assert not re.search(r"(?<!\\)[$:\[\]<>*_`]", label)
    assert not re.search(r":[\w+]|->|<-|--|https?:/|www\.\w", label.replace("\\", ""))


def test_a_marked_label_colours_its_spans() -> None:
    label = marked_label("副井提升机改进", [Span(start=2, end=5)])
    assert label == "副井:orange-background[提升机]改进"


@given(TEXTS, st.integers(1, 30))
def test_shortening_keeps_to_the_length(text: str, length: int) -> None:
    assert len(shortened(text, length)) <= length
