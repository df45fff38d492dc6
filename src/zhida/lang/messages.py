"""The messages of every room of the language together."""

from __future__ import annotations

from types import MappingProxyType

from zhida.lang.base.messages import Message, Messages
from zhida.lang.check.messages import MESSAGES as CHECK
from zhida.lang.core.messages import MESSAGES as CORE
from zhida.lang.dmn.messages import MESSAGES as DMN
from zhida.lang.feel.messages import MESSAGES as FEEL
from zhida.lang.interpret.messages import MESSAGES as INTERPRET
from zhida.lang.native.messages import MESSAGES as NATIVE
from zhida.lang.sql.messages import MESSAGES as SQL

MESSAGES: Messages = MappingProxyType(
    {
        **FEEL,
        **DMN,
        **CORE,
        **INTERPRET,
        **SQL,
        **NATIVE,
        **CHECK,
        "lang.unknown-value": Message(
            "“{name}”的值是 {kind}，不能用在表达式里。",
            "The value of “{name}” is a {kind}, which no expression takes.",
            "数用 int 或 Decimal（浮点数不精确），日期用 datetime.date。",
            "Give numbers as int or Decimal (floats are not exact), dates as datetime.date.",
        ),
    }
)
"""Every code of the language."""
