"""The numbers in the clauses: those of the first thirty, and of every further copy others in their place.

Money is in whole 元, a rate in basis points (1 is 0.01 %).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

MONEY: Mapping[str, int] = MappingProxyType(
    {
        "flat_award": 100_000,
        "scale_floor": 20_000_000,
        "scale_award": 50_000,
        "step_first": 10_000_000,
        "step_second": 50_000_000,
        "step_third": 200_000_000,
        "step_first_award": 50_000,
        "step_second_award": 120_000,
        "step_third_award": 300_000,
        "rd_floor": 1_000_000,
        "rd_cap": 2_000_000,
        "increment_cap": 1_000_000,
        "patent_award": 12_000,
        "patent_cap": 40_000,
        "first_floor": 20_000_000,
        "first_award": 200_000,
        "three_years_award": 300_000,
        "intensity_first_award": 50_000,
        "intensity_second_award": 100_000,
        "intensity_third_award": 200_000,
        "growth_floor": 4_000_000,
        "growth_award": 150_000,
        "matrix_low_low": 50_000,
        "matrix_low_high": 80_000,
        "matrix_high_low": 100_000,
        "matrix_high_high": 160_000,
        "size_medium_award": 100_000,
        "size_small_award": 60_000,
        "size_micro_award": 30_000,
        "tax_cap": 500_000,
        "startup_award": 20_000,
        "equipment_floor": 1_000_000,
        "equipment_cap": 3_000_000,
        "recent_one_award": 5_000,
        "recent_some_award": 20_000,
        "recent_many_award": 50_000,
        "lowest_cap": 1_000_000,
        "slice_first": 1_000_000,
        "slice_second": 5_000_000,
        "score_first_award": 100_000,
        "score_second_award": 200_000,
        "loan_cap": 800_000,
        "hire_graduate_award": 2_000,
        "hire_veteran_award": 3_000,
        "export_step": 1_000_000,
        "export_award": 5_000,
        "export_cap": 500_000,
        "monthly_cap": 600_000,
        "output_floor": 10_000_000,
        "output_cap": 2_000_000,
        "machine_floor": 500_000,
        "machine_cap": 1_000_000,
        "innovator_award": 80_000,
        "ladder_top": 100_000_000,
        "ladder_middle": 20_000_000,
        "ladder_bottom": 4_000_000,
    }
)
"""元 of the first copy; the n-th has n twentieths more."""

RATES: Mapping[str, int] = MappingProxyType(
    {
        "rd_rate": 1_000,
        "increment_rate": 2_000,
        "three_years_rate": 500,
        "intensity_first": 300,
        "intensity_second": 500,
        "intensity_third": 1_000,
        "growth_rate": 2_000,
        "matrix_growth_low": 1_000,
        "matrix_growth_high": 3_000,
        "matrix_rd_low": 300,
        "matrix_rd_high": 600,
        "tax_rate": 1_500,
        "equipment_rate": 800,
        "lowest_rd_rate": 1_200,
        "lowest_tax_rate": 5_000,
        "slice_first_rate": 1_000,
        "slice_second_rate": 800,
        "slice_third_rate": 500,
        "score_staff_rate": 1_000,
        "score_share": 1_500,
        "loan_rate": 200,
        "loan_share": 5_000,
        "staff_rate": 1_000,
        "monthly_rate": 2_000,
        "net_rate": 300,
        "net_tax_rate": 100,
        "output_growth": 500,
        "output_rate": 30,
        "machine_rate": 500,
        "innovator_interest": 400,
        "ladder_rate": 300,
    }
)
"""Basis points of the first copy; the n-th has 5 n more."""

COUNTS: Mapping[str, int] = MappingProxyType(
    {
        "startup_years": 3,
        "valid_years": 1,
        "recent_years": 3,
        "recent_many": 3,
        "score_first": 50,
        "score_second": 75,
        "score_points": 70,
        "hire_months": 3,
        "staff_floor": 10,
    }
)
"""Years, months, points and people of the first copy; those of others differ by none, one or two."""

DAYS: Mapping[str, str] = MappingProxyType(
    {"equipment_since": "-01-01", "loan_since": "-07-01", "innovator_since": "-03-01"}
)
"""Days, in a year that goes with the copy."""

COPIES = 10
CLAUSES_OF_COPY = 30


def money(copy: int) -> dict[str, int]:
    """The money of a copy, in 元.

    >>> money(0)["rd_cap"], money(3)["rd_cap"]
    (2000000, 2300000)
    """
    return {name: yuan + yuan * copy // 20 for name, yuan in MONEY.items()}


def rates(copy: int) -> dict[str, int]:
    """The rates of a copy, in basis points.

    >>> rates(0)["rd_rate"], rates(9)["rd_rate"]
    (1000, 1045)
    """
    return {name: points + 5 * copy for name, points in RATES.items()}


def counts(copy: int) -> dict[str, int]:
    """The years, months, points and people of a copy."""
    return {name: count + copy % 3 for name, count in COUNTS.items()}


def days(copy: int) -> dict[str, str]:
    """The days of a copy, in ISO 8601."""
    return {name: f"{2023 + copy % 3}{day}" for name, day in DAYS.items()}


def write_rate(points: int) -> str:
    """Basis points as a decimal number.

    >>> write_rate(1045)
    '0.1045'
    """
    return format(Decimal(points).scaleb(-4).normalize(), "f")


def placeholders(copy: int) -> dict[str, str]:
    """What stands for ``$name`` in the texts of a copy: numbers as FEEL and SQL write them."""
    whole = {name: str(value) for name, value in {**money(copy), **counts(copy)}.items()}
    return whole | {name: write_rate(points) for name, points in rates(copy).items()} | days(copy)
