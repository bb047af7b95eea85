"""Stock codes as texts write them."""

import pytest

from guanxi.extract.linking.codes import read_codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("300750.SZ", ["300750.SZ"]),
        ("300750,SZ", ["300750.SZ"]),
        ("SZ:300750", ["300750.SZ"]),
        ("SH600519", ["600519.SH"]),
        ("600519.SS", ["600519.SH"]),
        ("600938.SH/0883.HK", ["600938.SH", "00883.HK"]),
        ("09988.HK;BABA.US", ["09988.HK", "BABA.US"]),
        ("HK:3896", ["03896.HK"]),
        ("港股09988", ["09988.HK"]),
        ("NYSE: BABA", ["BABA.US"]),
        ("纳斯达克:NVDA", ["NVDA.US"]),
        ("NVDA.O", ["NVDA.US"]),
        ("NVDA US", ["NVDA.US"]),
        ("2330.TW", ["2330.TW"]),
        ("股票代码:“01364”", ["01364.HK"]),
        ("证券代码:688343", ["688343.SH"]),
        ("000001", ["000001.SZ"]),
        ("920002", ["920002.BJ"]),
    ],
)
def test_one_form_for_each_code(text: str, codes: list[str]) -> None:
    assert read_codes(text) == codes


@pytest.mark.parametrize(
    "text", ["2025", "2025年", "见图3", "成立于2010年", "512050", "IPO", "SSI", "123456789", "300750.SZ涨停", "HK", ""]
)
def test_what_is_no_code(text: str) -> None:
    assert read_codes(text) == []
