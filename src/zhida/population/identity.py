"""The identity of a run: equal for two runs only if each part of one is a part of the other."""

from __future__ import annotations

import hashlib
import json

from zhida.policy.entitlement import ENGINE
from zhida.population.manifest import Manifest
from zhida.population.plan import RunPlan

FORMAT = 2
"""Raised with every change of how results are stored."""


def identify_run(plan: RunPlan, manifest: Manifest) -> str:
    """The SHA-256 of what the results rest on, as hexadecimal digits.

    That is the packs, the catalogue, the facts and how they are cut into parts, the reference date, the version of the
    engine, what the results tell and how they are stored.
    """
    parts = {
        "packs": {key: digest for pack in plan.packs for key, digest in pack.pack.digests.items()},
        "catalogue": manifest.catalogue,
        "snapshot": manifest.digest,
        "parts": manifest.parts,
        "on": plan.on.isoformat(),
        "engine": ENGINE,
        "detail": plan.detail,
        "format": FORMAT,
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
