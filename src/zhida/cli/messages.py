"""The words of every diagnostic the command line can meet."""

from __future__ import annotations

from zhida.lang.base.messages import Messages
from zhida.lang.check.messages import MESSAGES as CHECK
from zhida.lang.core.messages import MESSAGES as CORE
from zhida.lang.dmn.messages import MESSAGES as DMN
from zhida.lang.feel.messages import MESSAGES as FEEL
from zhida.lang.interpret.messages import MESSAGES as INTERPRET
from zhida.lang.sql.messages import MESSAGES as SQL
from zhida.policy.messages import MESSAGES as POLICY
from zhida.population.messages import MESSAGES as POPULATION

MESSAGES: Messages = {**FEEL, **DMN, **CORE, **INTERPRET, **SQL, **CHECK, **POLICY, **POPULATION}
