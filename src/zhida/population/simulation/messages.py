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
    "simulation.not-both-in-force": Message(
        "基准日 {on} 两个版本没有都施行（旧版 {old}，新版 {new}），金额没有可比的基准日。",
        "On {on} not both versions are in force (old: {old}, new: {new}); their amounts cannot be compared.",
        "用 --on 给出 {both} 中的一天。",
        "Give a day of {both} with --on.",
    ),
    "simulation.never-both-in-force": Message(
        "两个版本没有同时施行的日子（旧版 {old}，新版 {new}），金额没有可比的基准日。",
        "The versions are in force on no day together (old: {old}, new: {new}); their amounts cannot be compared.",
        "要看规则的改动花多少钱，把一版另存，只把它的 in-force 改得与另一版一样，再比。",
        "To see what the change of rules costs, compare with a copy whose in-force is that of the other version.",
    ),
    "simulation.unknown-pack": Message(
        "政策库里没有“{key}”，草案无从替换它。",
        "The library has no pack “{key}” for the draft to replace.",
        "你是不是要：{known}",
        "Did you mean: {known}",
    ),
}
