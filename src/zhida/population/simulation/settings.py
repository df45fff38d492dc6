"""How to simulate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from zhida.population.database import DatabaseSettings

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many firms are done, and of how many."""


@dataclass(frozen=True, slots=True)
class SimulationSettings:
    """Where baselines are kept (None: nowhere), who is told of the making of one, and what the database may use.

    ``with_stacking`` asks for what firms get after stacking, too.
    """

    baselines: Path | None = None
    progress: Progress | None = None
    database: DatabaseSettings = field(default_factory=DatabaseSettings)
    with_stacking: bool = False


DEFAULT_SETTINGS = SimulationSettings()
