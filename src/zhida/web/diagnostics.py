"""Diagnostics of every floor below in the words of the request's language."""

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.messages import Messages, render_hint, render_message
from zhida.lang.check.messages import MESSAGES as CHECK
from zhida.lang.core.messages import MESSAGES as CORE
from zhida.lang.dmn.messages import MESSAGES as DMN
from zhida.lang.feel.messages import MESSAGES as FEEL
from zhida.policy.messages import MESSAGES as POLICY
from zhida.web.formats import current_language

_MESSAGES: Messages = {**FEEL, **DMN, **CORE, **CHECK, **POLICY}


def describe(diagnostic: Diagnostic) -> str:
    """What happened, in a sentence."""
    return render_message(diagnostic, _MESSAGES, current_language())


def advise(diagnostic: Diagnostic) -> str:
    """What to do about it, or an empty text."""
    return render_hint(diagnostic, _MESSAGES, current_language())
