"""Why one candidate stands above another: indicator by indicator, with the sentences of both."""

from typing import Final

from ui.answers import Candidate, CandidateIndicator, CheckedMatch, ComparedCandidates
from ui.views.parts.candidate_rows import UNKNOWN, mark_html, score_html, trace_html
from ui.views.parts.text import escaped
from ui.views.parts.verdicts import verdict_tags

LEAST: Final = 0.005
"""Points below which two are the same."""


def pair_html(compared: ComparedCandidates) -> str:
    """Heads, every indicator with its difference as a bar, and what both rest on."""
    pairs = list(zip(compared.left.indicators, compared.right.indicators, compared.differences, strict=True))
    most = max((abs(each.points) for each in compared.differences), default=0) or 1
    rows = "".join(_row(left, right, difference.points, most) for left, right, difference in pairs)
    heads = f"<div>{_head(compared.left)}</div><div></div><div>{_head(compared.right)}</div>"
    rest = _total(compared) + _marks(compared) + _before(compared)
    return f'<div class="pair"><div class="pair-row heads">{heads}</div>{rows}{rest}</div>'


def lead_in_words(compared: ComparedCandidates) -> str:
    """Which one is ahead, by how much, and mostly because of what."""
    if abs(compared.points) < LEAST:
        return "两项得分相同。"
    side = 1 if compared.points > 0 else -1
    reasons = sorted(
        (each for each in compared.differences if each.points * side > LEAST), key=lambda e: -e.points * side
    )
    because = "、".join(f"{each.name}（{abs(each.points):.1f} 分）" for each in reasons[:3])
    against = sorted(
        (each for each in compared.differences if each.points * side < -LEAST), key=lambda e: e.points * side
    )
    but = f"；{'右' if side > 0 else '左'}边占先的是{'、'.join(each.name for each in against[:3])}" if against else ""
    return f"{'左' if side > 0 else '右'}边高 {abs(compared.points):.1f} 分，主要因为{because}{but}。"


def _head(candidate: Candidate) -> str:
    year = f"{candidate.year} 年" if candidate.year else ""
    about = " · ".join(filter(None, (candidate.unit, candidate.industry, year)))
    place = f"第 {candidate.place} 名" if candidate.place else "不在排名中（资料不足或不符合筛选）"
    link = f'<a href="achievement?id={candidate.id}">{escaped(candidate.title)}</a>'
    lines = f'<div class="facts">{escaped(about)}</div><div class="place">{place}</div>'
    return f"<h3>{link}</h3>{lines}{score_html(candidate)}"


def _row(left: CandidateIndicator, right: CandidateIndicator, points: float, most: float) -> str:
    ahead = "left" if points > LEAST else "right" if points < -LEAST else "even"
    width = 50 * abs(points) / most
    bar = f'<div class="lead"><i class="{ahead}" style="width:{width:.1f}%"></i></div>'
    said = {"left": f"左 +{points:.2f}", "right": f"右 +{-points:.2f}", "even": "相同"}[ahead]
    name = f"<b>{escaped(left.name)}</b><span>权重 {left.weight:g}</span>"
    middle = f'<div class="middle">{name}{bar}<span>{said}</span></div>'
    return f'<div class="pair-row">{_side(left)}{middle}{_side(right)}</div>'


def _side(indicator: CandidateIndicator) -> str:
    if indicator.scaled is None:
        figure = f"<b>{UNKNOWN}</b><span>未知，不计入得分，其余各项的分量随之变大</span>"
    else:
        figure = (
            f"<b>{escaped(indicator.said)}</b><span>{indicator.scaled:.2f} → {indicator.contribution:.2f} 分</span>"
        )
    return f'<div class="side"><div class="figure">{figure}</div>{trace_html(indicator.trace)}</div>'


def _total(compared: ComparedCandidates) -> str:
    def score(candidate: Candidate) -> str:
        return UNKNOWN if candidate.score is None else f"{candidate.score:.2f} 分"

    points = compared.points
    middle = f'<div class="middle"><b>合计</b><span>{"左" if points >= 0 else "右"} +{abs(points):.2f}</span></div>'
    sides = [
        f'<div class="side"><div class="figure"><b>{score(each)}</b></div></div>'
        for each in (compared.left, compared.right)
    ]
    return f'<div class="pair-row total">{sides[0]}{middle}{sides[1]}</div>'


def _marks(compared: ComparedCandidates) -> str:
    sides = [
        f'<div class="side"><ul>{"".join(map(mark_html, each.frontline))}</ul></div>'
        for each in (compared.left, compared.right)
    ]
    middle = '<div class="middle"><b>三个一线</b><span>供参考，不计分</span></div>'
    return f'<div class="pair-row">{sides[0]}{middle}{sides[1]}</div>'


def _before(compared: ComparedCandidates) -> str:
    middle = '<div class="middle"><b>查重</b><span>与更早的成果逐段比对</span></div>'
    return f'<div class="pair-row">{_match(compared.left_before)}{middle}{_match(compared.right_before)}</div>'


def _match(match: CheckedMatch | None) -> str:
    if match is None:
        return '<div class="side">更早的成果里没有可能重复的</div>'
    link = f'<a href="achievement?id={match.id}">{escaped(match.title)}</a>'
    said = f"<p>{verdict_tags(match.level, match.type, match.probability)}{link}</p>"
    return f'<div class="side">{said}<p class="note">{escaped(match.conclusion)}</p></div>'
