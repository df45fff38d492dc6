"""The clauses as policy documents: one of thirty clauses for each copy, and the classification that they share."""

from __future__ import annotations

from pathlib import Path
from string import Template

from bench.population.workload.numbers import CLAUSES_OF_COPY, COPIES, placeholders
from bench.population.workload.sizes import write_size_policy

HERE = Path(__file__).resolve().parent
FACTS_FILE = HERE / "facts.md"


def count_copies(clauses: int) -> int:
    """How many copies of the thirty clauses make so many; `ValueError` for a number that is no multiple of thirty.

    >>> count_copies(300)
    10
    """
    copies, rest = divmod(clauses, CLAUSES_OF_COPY)
    if rest or not 1 <= copies <= COPIES:
        raise ValueError(
            f"{clauses} clauses: a multiple of {CLAUSES_OF_COPY} up to {CLAUSES_OF_COPY * COPIES} is wanted"
        )
    return copies


def write_policy(copy: int) -> str:
    """The policy document of a copy: the template with its numbers."""
    template = Template((HERE / "policy.md").read_text(encoding="utf-8"))
    return template.substitute(placeholders(copy), number=str(copy + 1))


def write_packs(folder: Path, clauses: int) -> None:
    """Write ``facts.md``, the classification and the policies of so many clauses, as `zhida.policy` loads them."""
    documents = {"全国/企业划型": write_size_policy()}
    documents |= {f"测试高新区/企业发展{copy:02}": write_policy(copy) for copy in range(count_copies(clauses))}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "facts.md").write_text(FACTS_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    for key, text in documents.items():
        (folder / key).mkdir(parents=True)
        (folder / key / "policy.md").write_text(text, encoding="utf-8")
