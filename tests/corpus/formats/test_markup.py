"""Markup: plain text of any page, and pages made lean."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guanxi.corpus.formats.markup import lean, plain_text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("合肥", "合肥"),
        ("<P>合\n肥</P><p>杭州", "合 肥\n杭州"),
        ("<p>a</p>\n\n<p> b&nbsp; c </p>", "a\nb c"),
        ("1 < 2 &lt;p&gt; 3 <5", "1 < 2 <p> 3 <5"),
        ("<a title='a>b' href=x>合肥</a>", "合肥"),
        ('<a title="5" 6">合肥</a>', "合肥"),
        ("<!-- <p>x -->合肥<!-->杭州<!--->宁波<!-- x", "合肥杭州宁波"),
        ("<script>if (a<b) '</p>'</script>合肥<STYLE>x</style >杭州", "合肥杭州"),
        ("<!-- <script> -->合肥<!-- </script> -->", "合肥"),
        ("<title>题</title><template>x</template><noscript>y</noscript>合肥", "合肥"),
        ("<!doctype html><?xml version='1.0'?><![CDATA[x]]>合肥</>", "合肥"),
        ("合肥<scripts>杭州", "合肥杭州"),
        ("合肥<script>x", "合肥"),
        ("合肥<p", "合肥"),
    ],
)
def test_plain_text(page: str, text: str) -> None:
    assert plain_text(page) == text


@example("<</>a")
@given(st.text("<>!-/='\"ap script", max_size=60))
def test_no_page_breaks_it(page: str) -> None:
    assert "\n\n" not in plain_text(page)
    assert plain_text(lean(page)) == plain_text(page)


def test_lean() -> None:
    metadata = '<script type="application/ld+json">{"author": "周禾"}</script>'
    kept = f"<title>题</title>{metadata}<p class='a'>合肥</p>"
    assert lean(f"<!doctype html>{kept}<!-- x --><script>y</script><style>z</style>") == kept
    assert lean(f"<img src='{'A' * 3000}'>合肥</p{' ' * 3000}>") == "<img>合肥</p>"
    assert lean(metadata.replace("周禾", "周" * 9000)) == ""
