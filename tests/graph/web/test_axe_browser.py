"""axe-core finds nothing to complain of: its rules for WCAG 2.2 A and AA, and its best practices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from guanxi.graph.query.view import View

from .conftest import Show

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Since the policy of the page allows no script but its own, this comes through the debugger.
COMPLAINTS = """
async ([part, tags]) => {
  const runOnly = { type: "tag", values: tags };
  const { violations } = await axe.run(part, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}
"""


def complaints(page: Page, part: str = "html") -> list[str]:
    """What axe says about a part of the page."""
    return page.evaluate(COMPLAINTS, [part, TAGS])  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def axe() -> str:
    return str(pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT)


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing(show: Show, routes: View, axe: str, lang: str, scheme: str) -> None:
    a, b = routes.resolve("甲科技").id, routes.resolve("合肥").id
    page = show(routes, lang=lang, scheme=scheme)
    page.evaluate(axe)
    found = {"start": complaints(page)}
    page.locator(".menu summary").click()
    found["menu"] = complaints(page, "header")
    page.keyboard.press("Escape")
    page.fill("#query", "jia")
    page.wait_for_selector("#results [role=option]")
    page.keyboard.press("ArrowDown")
    found["results"] = complaints(page, "header")
    page.fill("#query", "qqq")
    page.wait_for_selector("#results .none")
    found["no results"] = complaints(page, "header")
    states = {"entity": f"node={a}", "path": f"path={a}&path={b}", "half a path": f"path={a}&path="}
    for name, state in {**states, "focus": f"focus={a}&min=2", "table": f"table=edges&pair={a}&pair={b}"}.items():
        page.evaluate("hash => { location.hash = hash; }", state)
        page.wait_for_timeout(100)
        found[name] = complaints(page, "main" if name == "table" else "#filters" if name == "focus" else "#panel")
    page.locator("blockquote footer button").first.click()
    page.wait_for_function("() => !document.querySelector('#panel .facts')")
    found["document"] = complaints(page, "#panel")
    assert found == {name: [] for name in found}
    # The check itself sees what is wrong.
    page.evaluate("document.querySelector('#query').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('#query').removeAttribute('placeholder')")
    assert [problem.split(":")[0] for problem in complaints(page, "header")] == ["label"]
