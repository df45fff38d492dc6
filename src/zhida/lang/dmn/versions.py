"""The versions of DMN and the namespaces each uses in XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

VersionName = Literal["1.1", "1.2", "1.3", "1.4", "1.5"]


@dataclass(frozen=True, slots=True)
class Version:
    """One version: the namespaces of its model, its layout (none in 1.1) and its expression language."""

    name: VersionName
    model: str
    layout: str | None
    feel: str


def _omg(day: str, scheme: str = "https") -> tuple[str, str, str]:
    base = f"{scheme}://www.omg.org/spec/DMN/{day}"
    return f"{base}/MODEL/", f"{base}/DMNDI/", f"{base}/FEEL/"


VERSIONS: Mapping[str, Version] = MappingProxyType(
    {
        version.name: version
        for version in (
            Version(
                "1.1",
                "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
                None,
                "http://www.omg.org/spec/FEEL/20140401",
            ),
            Version("1.2", *_omg("20180521", "http")),
            Version("1.3", *_omg("20191111")),
            Version("1.4", *_omg("20211108")),
            Version("1.5", *_omg("20230324")),
        )
    }
)
"""Every version by its name."""

VERSION_OF_NAMESPACE: Mapping[str, Version] = MappingProxyType(
    {version.model: version for version in VERSIONS.values()}
)
"""Every version by the namespace of its model."""

FEEL_NAMESPACES = frozenset(version.feel for version in VERSIONS.values())
"""The names the versions give to FEEL."""
