from __future__ import annotations

import pytest

from guanxi.config.errors import QueryError
from guanxi.graph.query.period import Period


def test_days_months_and_years() -> None:
    assert Period.of(None, None) is None
    assert Period.of("2024", None) == Period("2024", "~")
    assert Period.of(None, "2024-06") == Period("", "2024-06~")
    within = Period.of("2024-02", "2024-02")
    assert within is not None
    days = ("2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01")
    assert [within.first <= day <= within.last for day in days] == [False, True, True, False]


def test_full_width_digits_and_dashes_mean_the_same() -> None:
    assert Period.of("２０２４－０６", "２０２４-12-３１") == Period.of("2024-06", "2024-12-31")


@pytest.mark.parametrize("text", ["", " ", "24", "2024-13", "2024-02-30", "2024-6", "2024-06-01T00:00", "٢٠٢٤", "0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="since must be YYYY, YYYY-MM or YYYY-MM-DD"):
        Period.of(text, None)
    with pytest.raises(QueryError, match="until must be YYYY, YYYY-MM or YYYY-MM-DD"):
        Period.of(None, text)


def test_the_end_lies_not_before_the_beginning() -> None:
    with pytest.raises(QueryError, match="since 2025 is after until 2024; swap them"):
        Period.of("2025", "2024")
