"""Legal forms."""

import pytest

from guanxi.extract.linking.legal import has_legal_form, strip_legal_form


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("宇树科技股份有限公司", "宇树科技"),
        ("青山(集团)有限公司", "青山"),
        ("深圳市创新投资集团有限公司", "深圳市创新投资"),
        ("星河一号有限合伙", "星河一号"),
        ("Greenhill Inc.", "Greenhill"),
        ("集团公司", "集团公司"),
        ("宇树科技", "宇树科技"),
    ],
)
def test_forms_are_stripped(name: str, core: str) -> None:
    assert strip_legal_form(name) == core
    assert has_legal_form(name) == (name != core)
