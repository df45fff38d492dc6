"""What simulations have to say."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "simulation.not-in-force": Message(
        "草案在基准日 {on} 不施行（施行期 {period}），没有可比的结果。",
        "The draft is not in force on {on} (in force: {period}); there is nothing to compare.",
        "用 --on 给出草案施行期内的一天。",
        "Give a day on which it is in force with --on.",
    ),
    "simulation.unknown-pack": Message(
        "政策库里没有“{key}”，草案无从替换它。",
        "The library has no pack “{key}” for the draft to replace.",
        "你是不是要：{known}",
        "Did you mean: {known}",
    ),
}
