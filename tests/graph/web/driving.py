"""What a user does and sees, in words of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def found(page: Page, text: str, *, box: str = "#query", results: str = "#results") -> list[str]:
    """Names that the search box offers for a text."""
    page.fill(box, "")
    page.locator(box).press_sequentially(text)
    page.wait_for_function("([box, text]) => document.querySelector(box).dataset.answers === text", arg=[results, text])
    return page.locator(f"{results} .name:not(small)").all_inner_texts()


def choose(page: Page, name: str) -> None:
    """Find an entity and press Enter."""
    assert found(page, name)[0] == name
    page.keyboard.press("Enter")
    page.wait_for_function("name => document.querySelector('#panel h1').textContent === name", arg=name)


def shown(page: Page) -> str:
    """The heading of the panel."""
    return page.inner_text("#panel h1")


def neighbors(page: Page) -> list[str]:
    """Neighbours in the panel, as ranked."""
    return page.locator("#panel .bars .name").all_inner_texts()


def wait_for(page: Page, heading: str) -> None:
    """Until the panel shows something."""
    page.wait_for_function("text => document.querySelector('#panel h1').innerText === text", arg=heading)


def slide(page: Page, name: str, place: int) -> None:
    """Move a slider, found by its name, to a place."""
    page.get_by_role("slider", name=name, exact=True).evaluate(
        "(input, place) => { input.value = place; input.dispatchEvent(new Event('input', { bubbles: true })); }", place
    )


def counts(page: Page) -> dict[str, str]:
    """Counts behind the entity types."""
    labels = page.locator("#types label")
    return dict(zip(labels.locator(".name").all_inner_texts(), labels.locator(".count").all_inner_texts(), strict=True))
