// The panel at the right shows one thing at a time. Each kind of thing has a function that makes its parts.

import { byId, button, dot, element } from "./dom.js";
import { typeColor } from "./looks.js";
import { choose } from "./state.js";
import { nameOf, number, say } from "./words.js";

const panel = byId("panel");
let latest = 0;

// Show what `make` promises: {title, parts, key}. It is dropped if something else was asked for meanwhile. The heading
// gets the keyboard when the panel shows another thing than before.
export async function fillPanel(make) {
  const turn = (latest += 1);
  const { title, parts, key } = await make();
  if (turn !== latest) return;
  const other = panel.dataset.shows !== key;
  const focused = panel.contains(document.activeElement) && document.activeElement.dataset.key;
  const close = key === "home" ? [] : [button("close", () => choose({}), say("close"))];
  const heading = element("h1", "name", ...[title].flat());
  heading.tabIndex = -1;
  const { scrollTop } = panel;
  panel.replaceChildren(...close, heading, ...parts.filter(Boolean));
  panel.scrollTop = other ? 0 : scrollTop;
  const again = focused && [...panel.querySelectorAll("[data-key]")].find((part) => part.dataset.key === focused);
  if (again) again.focus({ preventScroll: true });
  else if (other && panel.dataset.shows && key !== "home") heading.focus({ preventScroll: true });
  panel.dataset.shows = key;
}

export const title2 = (...children) => element("h2", "", ...children);
export const note = (text) => element("p", "note", text);

export function facts(...pairs) {
  return element("div", "facts", ...pairs.map(([value, text]) => element("div", "", element("b", "", typeof value === "number" ? number(value) : value), text)));
}

// One entity as a button; `extra` parts stand before the count.
export function entityRow(entity, count, action, ...extra) {
  const made = button("", action, dot(typeColor(entity.type)), element("span", "name", nameOf(entity)), ...extra, element("span", "count", number(count)));
  made.dataset.key = `row ${entity.id}`;
  return element("li", "", made);
}

export const entityLink = (entity) => button("name link", () => choose({ node: entity.id }), nameOf(entity));
