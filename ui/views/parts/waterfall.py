"""How the evidence adds up: from where any two achievements begin to the likelihood of this repeat, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ui.answers import CheckedMatch, Evidence
from ui.views.parts.text import escaped
from ui.views.parts.verdicts import LEVEL_LINES, likelihood

LEAST: Final = 0.05
"""Smallest contribution that is said to move anything: less rounds to nothing."""

MOST: Final = 8
"""Pieces of evidence that have a bar of their own; the weaker ones share one."""


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
    found = [Step("起点", "任意两项成果之间，重报本来就很少", 0.0, match.base, "base")]
    strong, weak = _parted([*match.evidence, *match.against])
    moves = [(piece.name, _said(piece), piece.contribution) for piece in strong]
    if weak:
        rest = sum(piece.contribution for piece in weak)
        moves.append((f"其余 {len(weak)} 条", "、".join(piece.name for piece in weak), rest))
    for name, said, amount in sorted(moves, key=lambda move: -move[2]):
        at = found[-1].end
        found.append(Step(name, said, at, at + amount, "for" if amount > 0 else "against"))
    return found


def _parted(pieces: Sequence[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """Those with a bar of their own, and those that share one; what weighs nothing is in neither."""
    weighing = sorted((piece for piece in pieces if piece.contribution), key=lambda piece: -abs(piece.contribution))
    strong = [piece for piece in weighing[:MOST] if abs(piece.contribution) >= LEAST]
    return strong, weighing[len(strong) :]


def waterfall_html(match: CheckedMatch) -> str:
    """The steps as bars on one scale, and what they come to."""
    drawn = steps(match)
    low = min(0.0, *(min(step.start, step.end) for step in drawn))
    high = max(*LEVEL_LINES.values(), *(max(step.start, step.end) for step in drawn))
    scale = _Scale(low, high)
    rows = _levels(scale) + "".join(_row(step, scale) for step in drawn)
    total = Step("合计", f"可能性 {likelihood(match.probability)}，{match.level}", 0.0, match.log_odds, "total")
    facts = _facts([piece for piece in (*match.evidence, *match.against) if not piece.contribution])
    return f'<div class="waterfall"><div class="bars">{rows}{_row(total, scale)}</div>{facts}</div>'


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def percent(self, value: float) -> float:
        return 100 * (value - self.low) / (self.high - self.low)


def _levels(scale: _Scale) -> str:
    """Where the levels begin: one label left of its line, the other right of its own, so that they never meet."""
    suspect, high = (scale.percent(at) for at in LEVEL_LINES.values())
    left = f'<span class="level" style="right:{100 - suspect:.2f}%">疑似 ┐</span>'
    right = f'<span class="level" style="left:{high:.2f}%">┌ 高度疑似</span>'
    track = f'<div class="track">{left}{right}</div>'
    return f'<div class="step levels" aria-hidden="true"><div></div>{track}<div></div></div>'


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
