"""The demonstration zone: `generate.generate_zone` makes firms that do not exist, as they might be."""

from zhida.population.zone.generate import MISSING_PERMILLE, FirmRecord, generate_zone

__all__ = ["MISSING_PERMILLE", "FirmRecord", "generate_zone"]
