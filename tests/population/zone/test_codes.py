import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from zhida.policy.credit_code import check_credit_code
from zhida.population.zone.codes import REGIONS, find_organisation_check, make_credit_code

seeds = st.integers(-(2**70), 2**70)


@given(seeds, st.integers(0, 10**9), st.sampled_from(REGIONS))
def test_every_code_is_valid_in_both_check_digits(seed, number, region):
    code = make_credit_code(seed, number, region)
    assert uscc.is_valid(code)
    assert check_credit_code(code) is None
    assert code[2:8] == region
    assert code[8:11] == "MAY"
    assert code[16] == find_organisation_check(code[8:16])


@pytest.mark.parametrize("organisation", ["D2143569X", "600037341", "000000000"])
def test_the_check_character_of_organisations(organisation):
    """The example of GB 11714-1997, and the organisation in the code that python-stdnum documents."""
    assert find_organisation_check(organisation[:8]) == organisation[8]


@given(seeds, st.sets(st.integers(0, 31**5 - 1), min_size=2, max_size=50))
def test_no_two_firms_of_a_zone_share_a_code(seed, numbers):
    assert len({make_credit_code(seed, number, "610131") for number in numbers}) == len(numbers)
