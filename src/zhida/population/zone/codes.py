"""Unified social credit codes of firms that do not exist: valid in both check digits, never given to anybody.

The organisation part begins with ``MAY``, far beyond what has been issued; numbers map to codes one to one.
"""

from __future__ import annotations

from stdnum.cn import uscc

REGIONS = ("610112", "610113", "610116", "610118", "610131")
"""Codes of the districts the demonstration zone pretends to lie in (西安市)."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FREE_PLACES = 5
_CODES = len(_ALPHABET) ** _FREE_PLACES
_STRIDE = 7_368_787
"""Prime, and no divisor of the number of codes, so that all of them are reached before one comes again."""

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def make_credit_code(seed: int, number: int, region: str) -> str:
    """The code of the firm ``number`` (from 0) of a zone; different for every number below 28 million.

    >>> make_credit_code(1, 0, "610131")
    '91610131MAY5YJN07Q'
    """
    place = (number * _STRIDE + seed * _STRIDE * _STRIDE) % _CODES
    characters = []
    for _ in range(_FREE_PLACES):
        place, digit = divmod(place, len(_ALPHABET))
        characters.append(_ALPHABET[digit])
    organisation = "MAY" + "".join(characters)
    body = f"91{region}{organisation}{find_organisation_check(organisation)}"
    return body + uscc.calc_check_digit(body)


def find_organisation_check(organisation: str) -> str:
    """The ninth character of an organisation code (GB 11714-1997).

    >>> find_organisation_check("60003734")
    '1'
    """
    total = sum(weight * int(character, 36) for weight, character in zip(_WEIGHTS, organisation, strict=True))
    return "0123456789X0"[11 - total % 11]
