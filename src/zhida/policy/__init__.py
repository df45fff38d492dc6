"""Policy packs, facts and what one firm is entitled to. No Django, no I/O beyond reading files.

The names of this page are the library; the modules below hold the rest.
"""

from zhida.policy.cases import CaseResult, run_cases
from zhida.policy.checks import check_pack
from zhida.policy.entitlement import Entitlement, Status, compute_entitlements
from zhida.policy.facts import FactCatalogue
from zhida.policy.firm import Firm, open_firm, read_firm
from zhida.policy.pack import Pack, PackLibrary, load_packs
from zhida.policy.stacking.result import StackingResult
from zhida.policy.stacking.stack import solve_stacking

__all__ = [
    "CaseResult",
    "Entitlement",
    "FactCatalogue",
    "Firm",
    "Pack",
    "PackLibrary",
    "StackingResult",
    "Status",
    "check_pack",
    "compute_entitlements",
    "load_packs",
    "open_firm",
    "read_firm",
    "run_cases",
    "solve_stacking",
]
