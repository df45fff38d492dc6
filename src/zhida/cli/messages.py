"""The words of every diagnostic the command line can meet."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages
from zhida.lang.messages import MESSAGES as LANG
from zhida.lang.sql.messages import MESSAGES as SQL
from zhida.policy.messages import MESSAGES as POLICY
from zhida.population.messages import MESSAGES as POPULATION
from zhida.population.simulation.messages import MESSAGES as SIMULATION
from zhida.population.tables.messages import MESSAGES as TABLES

_CLI: Messages = {
    "cli.pack-exists": Message(
        "{folder} 已经存在，没有动它。",
        "{folder} exists and was left as it is.",
        "换一个名称，或先移走它。",
        "Choose another name, or move it away first.",
    ),
    "cli.one-pack-expected": Message(
        "{path} 里有 {count} 个政策包，这里只要一个。",
        "{path} holds {count} packs; one is wanted.",
        "写出那一个政策的文件夹，如 packs/全国/高新技术企业。",
        "Name the folder of that policy, such as packs/全国/高新技术企业.",
    ),
}

MESSAGES: Messages = {**_CLI, **LANG, **SQL, **POLICY, **POPULATION, **SIMULATION, **TABLES}
