import re
from pathlib import Path

from zhida.config import environment, settings

VARIABLE = re.compile(r"ZHIDA_[A-Z_]+")


def test_every_variable_that_is_read_is_documented():
    code = Path(settings.__file__).read_text().replace(settings.__doc__, "") + Path(environment.__file__).read_text()
    read = {name for name in VARIABLE.findall(code) if f'"{name}"' in code}

    assert set(VARIABLE.findall(settings.__doc__)) == read
