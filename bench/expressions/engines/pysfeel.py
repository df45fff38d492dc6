"""pySFeel: parses and evaluates in one call, and returns a status beside the value."""

import json
import sys
from importlib.metadata import version

from pySFeel import SFeelParser
from timing import measure_expressions, read_workload

parser = SFeelParser()
workload = read_workload()
times = measure_expressions(lambda text: parser.sFeelParse(text)[1], workload["expressions"])
json.dump({"name": f"pySFeel {version('pySFeel')}", "times": times}, sys.stdout)
