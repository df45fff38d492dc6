"""Distances in words: what would have to change for a firm to obtain a clause."""

from __future__ import annotations

from zhida.cli.messages import MESSAGES
from zhida.cli.terminal import Terminal
from zhida.lang.base.messages import render_message
from zhida.policy.distance.find import Change, Distance
from zhida.policy.wording import render_value

MOST_DISTANCES = 3
"""Of more ways to obtain a clause, the best are printed."""


def describe_distance(distance: Distance, terminal: Terminal) -> str:
    """One line: the changes, what they gain, by when, and why those that nobody can bring about are out of reach."""
    changes = "；".join(_describe_change(change, terminal) for change in distance.changes)
    obstacles = [change.obstacle for change in distance.changes if change.obstacle is not None]
    reasons = [render_message(obstacle, MESSAGES, terminal.language) for obstacle in obstacles]
    until = terminal.say("distance-until", day=distance.until.isoformat()) if distance.until else ""
    return " ".join((_describe_gain(distance, changes, terminal) + until, *dict.fromkeys(reasons)))


def _describe_gain(distance: Distance, changes: str, terminal: Terminal) -> str:
    if distance.amount is not None:
        return terminal.say("distance", changes=changes, gain=f"{distance.amount:,.2f} 元")
    if distance.value is not None:
        return terminal.say("distance-class", changes=changes, gain=distance.value)
    return terminal.say("distance-status", changes=changes)


def _describe_change(change: Change, terminal: Terminal) -> str:
    before, after = render_value(change.before, change.unit), render_value(change.after, change.unit)
    said = terminal.say("change", name=change.label, before=before, after=after)
    held = "、".join(f"{name}：{render_value(value)}" for name, value in change.record.items())
    return f"{said}（{held}）" if held else said
