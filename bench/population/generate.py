"""Write the firms of the benchmark: ``python -m bench.population.generate FOLDER FIRMS [SEED [MISSING]]``.

``MISSING`` is how many in a thousand of the facts of each firm are missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.population.workload.firms import Firms
from bench.population.workload.snapshot import write_firms

if __name__ == "__main__":
    folder, *numbers = sys.argv[1:]
    write_firms(Firms(*map(int, numbers)), Path(folder))
