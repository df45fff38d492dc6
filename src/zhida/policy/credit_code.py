"""The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last a check digit."""

from __future__ import annotations

import re

from stdnum.cn import uscc

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Span

LENGTH = 18
"""Characters of a code."""

_PLAIN = re.compile(r"[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}\Z")


def check_credit_code(code: str, span: Span | None = None) -> Diagnostic | None:
    """What is wrong with a code, or None; a wrong check digit is named together with the right one.

    >>> check_credit_code("91110000600037341L")
    >>> check_credit_code("91110000600037341M").values["right"]
    'L'
    """
    plain = uscc.compact(code)
    if len(plain) != LENGTH:
        return Diagnostic("firm.code-length", span, {"code": code, "length": len(plain)})
    if not _PLAIN.match(plain):
        return Diagnostic("firm.code-characters", span, {"code": code})
    right = uscc.calc_check_digit(plain[:-1])
    if plain[-1] != right:
        return Diagnostic("firm.code-check-digit", span, {"code": code, "given": plain[-1], "right": right})
    if plain != code:
        return Diagnostic("firm.code-not-plain", span, {"code": code, "plain": plain})
    return None
