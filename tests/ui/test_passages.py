"""Two texts side by side: every passage where it stands, linked to its partner, and nothing else."""

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.checked import match, passage, stretch
from tests.ui.test_text import Tags
from ui.answers import Passage, SharedStretch, Stretch
from ui.views.parts.passages import columns_html, kept, side_html

HARM = "<img src=x onerror=alert(1)>"
TEXTS = st.text("断绳抓捕器𠀀𝟗a<&\"'> \n", max_size=40)


class Links(HTMLParser):
    """The links of a side: by the number of a passage, the text that is linked; and all text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, str] = {}
        self.text = ""
        self.labels: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            said = dict(attrs)
            self.open = (said["data-passages"] or "").split()
            self.labels += [said["data-label"] or ""] if "data-label" in said else []

    def handle_endtag(self, tag: str) -> None:
        self.open = [] if tag == "a" else self.open

    def handle_data(self, data: str) -> None:
        self.text += data
        for number in self.open:
            self.texts[number] = self.texts.get(number, "") + data


def shared(found: Stretch, units: int = 3) -> SharedStretch:
    return SharedStretch(**found.model_dump(), units=units)


@st.composite
def compared(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, str], list[Passage], list[SharedStretch]]:
    """Two texts, passages anywhere in them (also one over another), and templates."""
    ours = {"summary": draw(TEXTS), "title": draw(TEXTS)}
    theirs = {"summary": draw(TEXTS), "benefit": draw(TEXTS)}

    def anywhere(fields: dict[str, str]) -> Stretch | None:
        field = draw(st.sampled_from(list(fields)))
        if not fields[field]:
            return None
        start = draw(st.integers(0, len(fields[field]) - 1))
        return stretch(fields, field, start, draw(st.integers(start + 1, len(fields[field]))))

    pairs = [(anywhere(ours), anywhere(theirs)) for _ in range(draw(st.integers(0, 4)))]
    kinds = st.sampled_from(["exact", "near"])
    passages = [passage(our, their, draw(kinds)) for our, their in pairs if our and their]
    templates = [shared(found) for _ in range(draw(st.integers(0, 2))) if (found := anywhere(ours))]
    return ours, theirs, passages, templates


@given(compared())
def test_every_passage_is_linked_on_both_sides_with_its_very_text(
    case: tuple[dict[str, str], dict[str, str], list[Passage], list[SharedStretch]],
) -> None:
    ours, theirs, passages, templates = case
    left = Links(side_html(ours, "left", passages, templates))
    right = Links(side_html(theirs, "right", passages, templates))
    numbers = {str(number) for number, _ in enumerate(passages, start=1)}
    assert set(left.texts) == set(right.texts) == numbers
    for number, found in enumerate(passages, start=1):
        assert left.texts[str(number)] == found.submission.text
        assert right.texts[str(number)] == found.achievement.text
    for side in (left, right):
        named = [label.strip("≈").split("·") for label in side.labels]
        assert sorted(number for labels in named for number in labels) == sorted(numbers)


@given(compared())
def test_marking_leaves_the_text_as_it_is(
    case: tuple[dict[str, str], dict[str, str], list[Passage], list[SharedStretch]],
) -> None:
    ours, _, passages, templates = case
    shown = side_html(ours, "left", passages, templates)
    bare = re.sub(r"</?(?:a|b|span)\b[^>]*>", "", shown)
    for text in filter(None, ours.values()):
        assert text in unescape(bare)
    assert Tags(shown).tags <= {"h3", "h4", "section", "p", "a", "b", "span"}


def test_offsets_are_code_points() -> None:
    ours, theirs = {"summary": "𝟗𠀀断绳抓捕"}, {"summary": "断绳抓捕"}
    common = passage(stretch(ours, "summary", 2, 6), stretch(theirs, "summary", 0, 4))
    assert Links(side_html(ours, "left", [common], [])).texts == {"1": "断绳抓捕"}


def test_what_was_changed_in_a_rewritten_passage_stands_out_on_its_side() -> None:
    ours, theirs = {"summary": "降低能耗15%以上"}, {"summary": "降低能耗12%以上"}
    near = passage(stretch(ours, "summary", 0, 9), stretch(theirs, "summary", 0, 9), "near")
    assert "能耗<b>15</b>%" in side_html(ours, "left", [near], [])
    assert "能耗<b>12</b>%" in side_html(theirs, "right", [near], [])
    assert 'class="passage near' in side_html(ours, "left", [near], [])
    assert 'data-label="1≈"' in side_html(ours, "left", [near], [])


def test_templates_are_grey_and_so_is_a_passage_of_one_on_both_sides() -> None:
    ours, theirs = {"summary": "在上级领导下，断绳"}, {"summary": "在上级领导下，水泵"}
    template = shared(stretch(ours, "summary", 0, 7), units=12)
    found = passage(template, stretch(theirs, "summary", 0, 7))
    assert 'class="template" title="套话：另外 12 家单位也这样写，不计入"' in side_html(
        ours, "left", [found], [template]
    )
    assert 'class="passage grey"' in side_html(theirs, "right", [found], [template])


def test_a_passage_that_no_longer_stands_in_the_record_is_left_out() -> None:
    ours, theirs = {"summary": "断绳抓捕"}, {"summary": "断绳抓捕"}
    common = passage(stretch(ours, "summary", 0, 4), stretch(theirs, "summary", 0, 4))
    assert kept(ours, theirs, [common]) == (common,)
    assert kept(ours, {"summary": "改过的断绳抓捕"}, [common]) == ()
    assert kept(ours, {"summary": None}, [common]) == ()


def test_nothing_of_two_texts_becomes_html() -> None:
    fields = {"title": HARM, "summary": HARM}
    whole = stretch(fields, "summary", 0, len(HARM))
    near = passage(whole, stretch(fields, "summary", 1, 9), "near")
    left, right = (side_html(fields, side, [near], [shared(whole)]) for side in ("left", "right"))
    shown = Tags(columns_html(left, right, match(), True, True))
    assert not shown.tags & {"img", "script"}
    assert HARM in shown.text


def test_the_legend_says_when_there_is_nothing_in_common() -> None:
    assert "没有相同的字句" in columns_html("", "", match(), False, False)
    assert "套话" in columns_html("", "", match(), True, True)
    assert "同批另一项" in columns_html("", "", match(in_batch=True, id=None, position=3), True, False)
