"""The words of every diagnostic the command line can meet."""

from __future__ import annotations

from zhida.lang.base.messages import Messages
from zhida.lang.messages import MESSAGES as LANG
from zhida.lang.sql.messages import MESSAGES as SQL
from zhida.policy.messages import MESSAGES as POLICY
from zhida.population.messages import MESSAGES as POPULATION
from zhida.population.simulation.messages import MESSAGES as SIMULATION

MESSAGES: Messages = {**LANG, **SQL, **POLICY, **POPULATION, **SIMULATION}
