"""How the evidence adds up: from where any two achievements begin to the likelihood of this repeat, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ui.answers import CheckedMatch, Evidence
from ui.views.parts.text import escaped
from ui.views.parts.verdicts import LEVEL_LINES, likelihood

LEAST: Final = 0.05
"""Smallest contribution that is drawn as a bar: less is not seen, and rounds to nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """A bar from `start` to `end`, in log-odds."""

    name: str
    said: str
    start: float
    end: float
    look: str


def steps(match: CheckedMatch) -> list[Step]:
    """The base, then what speaks for a repeat, then what speaks against, each the strongest first."""
    at = match.base
    found = [Step("起点", "任意两项成果之间，重报本来就很少", 0.0, at, "base")]
    for piece in sorted((*match.evidence, *match.against), key=lambda piece: -piece.contribution):
        if abs(piece.contribution) >= LEAST:
            look = "for" if piece.contribution > 0 else "against"
            found.append(Step(piece.name, _said(piece), at, at + piece.contribution, look))
        at += piece.contribution
    return found


def waterfall_html(match: CheckedMatch) -> str:
    """The steps as bars on one scale, and what they come to."""
    drawn = steps(match)
    low = min(0.0, *(min(step.start, step.end) for step in drawn))
    high = max(*LEVEL_LINES.values(), *(max(step.start, step.end) for step in drawn))
    scale = _Scale(low, high)
    rows = "".join(_row(step, scale) for step in drawn)
    total = Step("合计", f"可能性 {likelihood(match.probability)}，{match.level}", 0.0, match.log_odds, "total")
    facts = _facts([piece for piece in (*match.evidence, *match.against) if abs(piece.contribution) < LEAST])
    return f'<div class="waterfall"><div class="bars">{rows}{_row(total, scale)}</div>{facts}</div>'


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def percent(self, value: float) -> float:
        return 100 * (value - self.low) / (self.high - self.low)


def _row(step: Step, scale: _Scale) -> str:
    left, right = sorted((scale.percent(step.start), scale.percent(step.end)))
    bar = f'<span class="bar {step.look}" style="left:{left:.2f}%;width:{max(right - left, 0.4):.2f}%"></span>'
    lines = "".join(f'<span class="line" style="left:{scale.percent(at):.2f}%"></span>' for at in LEVEL_LINES.values())
    amount = step.end - step.start
    signed = f"{'＋' if amount >= 0 else '－'}{abs(amount):.1f}"
    what = f'<div class="what"><b>{escaped(step.name)}</b><span>{escaped(step.said)}</span></div>'
    track = f'<div class="track">{lines}{bar}</div>'
    return f'<div class="step {step.look}">{what}{track}<div class="amount">{signed}</div></div>'


def _facts(pieces: Sequence[Evidence]) -> str:
    """What was seen and moves nothing."""
    said = "".join(
        f"<li><b>{escaped(piece.name)}</b>：{escaped(_said(piece))}</li>" for piece in pieces if _said(piece)
    )
    return f'<details class="facts"><summary>看过、但不影响结论的</summary><ul>{said}</ul></details>' if said else ""


def _said(piece: Evidence) -> str:
    return piece.said or "、".join(piece.details)
