"""What is said of changes that are beyond a firm."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "distance.founding-date": Message(
        "不可达：成立日期已经定了。",
        "Beyond reach: the founding date is what it is.",
    ),
    "distance.awards-received": Message(
        "不可达：已经领过的奖补不能当没有领过。",
        "Beyond reach: awards received stay received.",
    ),
    "distance.closed-year": Message(
        "不可达：{year}年的账早已结了。",
        "Beyond reach: the accounts of {year} were closed long ago.",
    ),
    "distance.past-record": Message(
        "不可达：{name}里记下的事已经发生。",
        "Beyond reach: what {name} records has happened.",
    ),
    "distance.past-date": Message(
        "不可达：{name}要求的日子已经过去。",
        "Beyond reach: the day that {name} would need has passed.",
    ),
}
