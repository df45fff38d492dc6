"""The identity of a run: equal for two runs only if each part of one is a part of the other."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from zhida.policy.entitlement import ENGINE
from zhida.policy.pack import Pack
from zhida.population.manifest import Manifest
from zhida.population.plan import RunPlan
from zhida.population.results import Detail

FORMAT = 2
"""Raised with every change of how results are stored."""


def identify_run(plan: RunPlan, manifest: Manifest) -> str:
    """The SHA-256 of what the results rest on, as hexadecimal digits.

    That is the packs, the catalogue, the facts and how they are cut into parts, the reference date, the version of the
    engine, what the results tell and how they are stored.
    """
    return identify_results((one.pack for one in plan.packs), plan.on, plan.detail, manifest)


def identify_results(packs: Iterable[Pack], on: dt.date, detail: Detail, manifest: Manifest) -> str:
    """The same (`identify_run`) of packs that need not be compiled to SQL for it."""
    parts = {
        "packs": {key: digest for pack in packs for key, digest in pack.digests.items()},
        "catalogue": manifest.catalogue,
        "snapshot": manifest.digest,
        "parts": manifest.parts,
        "on": on.isoformat(),
        "engine": ENGINE,
        "detail": detail,
        "format": FORMAT,
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
