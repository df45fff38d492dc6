"""Diagnostics of every floor below in the words of the request's language."""

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.messages import Messages, render_diagnostic, render_hint, render_message
from zhida.lang.messages import MESSAGES as LANG
from zhida.policy.messages import MESSAGES as POLICY
from zhida.population.messages import MESSAGES as POPULATION
from zhida.population.simulation.messages import MESSAGES as SIMULATION
from zhida.population.tables.messages import MESSAGES as TABLES
from zhida.web.formats import current_language

_MESSAGES: Messages = {**LANG, **POLICY, **POPULATION, **SIMULATION, **TABLES}


def describe(diagnostic: Diagnostic) -> str:
    """What happened, in a sentence."""
    return render_message(diagnostic, _MESSAGES, current_language())


def describe_with_place(diagnostic: Diagnostic) -> str:
    """What happened, where, with the line itself and what to do: for a terminal."""
    return render_diagnostic(diagnostic, _MESSAGES, current_language())


def advise(diagnostic: Diagnostic) -> str:
    """What to do about it, or an empty text."""
    return render_hint(diagnostic, _MESSAGES, current_language())
