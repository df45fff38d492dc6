"""Why a clause answers what it answers, told when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from zhida.lang.base.values import Inputs
from zhida.policy.reasons import Explainer, Reason
from zhida.policy.traced import TracedProgram


@dataclass(frozen=True)
class Explanation:
    """The way to the value of a definition for the inputs of one firm: gone once more, step by step, when first asked for."""

    program: TracedProgram
    explainer: Explainer
    key: str
    inputs: Inputs

    @cached_property
    def reason(self) -> Reason:
        """The reasons."""
        return self.explainer.explain(self.program.evaluate(self.key, self.inputs).trace, self.inputs)
