"""Why a clause answers what it answers: the way to its value as data, put into words when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from zhida.lang.base.values import Inputs
from zhida.lang.interpret.trace import DefinitionTrace
from zhida.policy.reasons import Explainer, Reason


@dataclass(frozen=True)
class Explanation:
    """The way to the value of a definition for the inputs of one firm, and who puts it into words.

    ``trace`` holds every definition it rests on with its value, and every table with its inputs and how each cell of each
    rule came out; article and place of a condition stand in the rule.
    """

    trace: DefinitionTrace
    inputs: Inputs
    explainer: Explainer

    @cached_property
    def reason(self) -> Reason:
        """The reasons in words."""
        return self.explainer.explain(self.trace, self.inputs)
