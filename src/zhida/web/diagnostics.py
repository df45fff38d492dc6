"""Diagnostics of every floor below in the words of the request's language."""

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.messages import Messages, render_diagnostic, render_hint, render_message
from zhida.lang.check.messages import MESSAGES as CHECK
from zhida.lang.core.messages import MESSAGES as CORE
from zhida.lang.dmn.messages import MESSAGES as DMN
from zhida.lang.feel.messages import MESSAGES as FEEL
from zhida.lang.interpret.messages import MESSAGES as INTERPRET
from zhida.lang.sql.messages import MESSAGES as SQL
from zhida.policy.messages import MESSAGES as POLICY
from zhida.population.messages import MESSAGES as POPULATION
from zhida.web.formats import current_language

_MESSAGES: Messages = {**FEEL, **DMN, **CORE, **CHECK, **INTERPRET, **SQL, **POLICY, **POPULATION}


def describe(diagnostic: Diagnostic) -> str:
    """What happened, in a sentence."""
    return render_message(diagnostic, _MESSAGES, current_language())


def describe_with_place(diagnostic: Diagnostic) -> str:
    """What happened, where, with the line itself and what to do: for a terminal."""
    return render_diagnostic(diagnostic, _MESSAGES, current_language())


def advise(diagnostic: Diagnostic) -> str:
    """What to do about it, or an empty text."""
    return render_hint(diagnostic, _MESSAGES, current_language())
