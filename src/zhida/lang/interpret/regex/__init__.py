r"""Regular expressions of XPath (XQuery and XPath Functions 3.1, §5.6.1), run with a bound on their cost.

Python's `re` differs in syntax (subtraction of classes, ``\p{…}``, ``\i``, ``\c``) and can take exponential time;
here no position is tried twice at the same place of the pattern.
"""
