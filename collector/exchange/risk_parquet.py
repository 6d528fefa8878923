"""The risk list as Parquet, for those who have pyarrow: text raw, amounts as exact text, ranks whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, BinaryIO

from collector.errors import UsageError
from collector.exchange.riskcolumns import NUMBER_COLUMNS, WHOLE_COLUMNS, RiskRow, number_of
from collector.words import _


def parquet_writer(columns: Sequence[str], rows: Sequence[RiskRow]) -> Callable[[BinaryIO], None]:
    """Writes the rows as Parquet. Raises UsageError when pyarrow is not installed."""
    try:
        pyarrow = import_module("pyarrow")  # it has no types, and need not be there
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        raise UsageError(
            _(
                "Parquet needs pyarrow, which is not installed. Install it with: pip install 'collector[parquet]'"
            )
        ) from None

    def write(file: BinaryIO) -> None:
        parquet.write_table(_table(pyarrow, columns, rows), file, compression="zstd")

    return write


def _table(pyarrow: Any, columns: Sequence[str], rows: Sequence[RiskRow]) -> Any:
    cells = zip(*rows, strict=True) if rows else ((),) * len(columns)
    arrays = [_array(pyarrow, column, values) for column, values in zip(columns, cells, strict=True)]
    return pyarrow.Table.from_arrays(arrays, names=list(columns))


def _array(pyarrow: Any, column: str, values: Sequence[Any]) -> Any:
    if column in NUMBER_COLUMNS:
        return pyarrow.array([number_of(value) for value in values], pyarrow.float64())
    if column in WHOLE_COLUMNS:
        return pyarrow.array(list(values), pyarrow.int64())
    return pyarrow.array([None if value is None else str(value) for value in values], pyarrow.string())
