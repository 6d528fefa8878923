"""Decimals of every currency, from the ISO 4217 table in `data/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from collector.config import data_file


@cache
def decimals() -> Mapping[str, int]:
    """Minor-unit digits by alphabetic code: 2 for RON, 0 for JPY, 3 for KWD."""
    with data_file("currencies.toml").open("rb") as file:
        table: Mapping[str, int] = tomllib.load(file)["decimals"]
    return table


def decimals_of(currency: str) -> int:
    """KeyError for a code that ISO 4217 does not know: the doors ask before."""
    return decimals()[currency]
