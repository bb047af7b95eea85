// The panel at the right shows one thing at a time. Each kind of thing has a function that makes its parts.

import { byId, button, dot, element } from "./dom.js";
import { colorOf } from "./looks.js";
import { nodeOf } from "./shown.js";
import { choose } from "./state.js";
import { dates, nameOf, number, say } from "./words.js";

const panel = byId("panel");
const FAILURES = ["network", "limit", "busy", "graph", "token", "ambiguous_name", "unknown_name", "locked", "read_only"];
let filling = 0;

// Show what `make` promises: {title, parts, key, begin, light}. It is dropped if something else was asked for meanwhile,
// which `make` can learn from its argument, or if it is nothing; what went wrong is told instead, with a button that calls
// `again`. `light` is called to show it in the picture. When the panel shows another thing than before, the part marked
// `begin` gets the keyboard, or else the heading; back in the overview, the row that led to what was left. Otherwise the
// keyboard stays where it was.
export async function fillPanel(make, again) {
  const turn = (filling += 1);
  const made = await make(() => turn === filling).catch((error) => failure(error, again));
  if (turn !== filling || !made) return;
  const { title, parts, key, begin, light } = made;
  light?.();
  const before = panel.dataset.shows;
  const other = before !== key;
  const focused = panel.contains(document.activeElement) ? document.activeElement : null;
  const close = key === "home" ? [] : [button("close", () => choose({}), say("close"))];
  const heading = element("h1", "name", ...[title].flat());
  heading.tabIndex = -1;
  const { scrollTop } = panel;
  panel.replaceChildren(...close, heading, ...parts.filter(Boolean));
  panel.scrollTop = other ? 0 : scrollTop;
  // On a small screen the panel does not scroll by itself: what is new would begin above what is seen.
  if (other && before) heading.scrollIntoView({ block: "nearest" });
  panel.dataset.shows = key;
  if (before) moveKeyboard(heading, { before, key, begin, focused });
}

// What a server says is English; here it is put into words by its kind.
export const reasonOf = ({ kind }) => say(FAILURES.includes(kind) ? `failed_${kind}` : "failed_other");

function failure(error, again) {
  // Only what comes of a server is expected to fail.
  if (!error.kind) throw error;
  const words = [note(reasonOf(error)), error.message ? note(error.message) : null];
  return { title: say("failed"), parts: [...words, button("", again, say("again"))], key: "failed" };
}

// A server leads no farther.
export const FARTHEST = 10_000;

// How many rows of a long list were asked for; another list begins with `step`.
let list = { key: "", rows: 0 };
export function rowsOf(key, step) {
  if (list.key !== key) list = { key, rows: step };
  return list.rows;
}

export function moreRows(text, step, again) {
  return button("more", () => {
    list.rows = Math.min(list.rows + step, FARTHEST);
    again();
  }, text);
}

function moveKeyboard(heading, { before, key, begin, focused }) {
  const home = key === "home" && before !== "home";
  if (before === key && !focused) return;
  if (home && !focused && document.activeElement !== document.body) return;
  const mark = home ? `row ${before.split(" ")[1]}` : before === key ? markOf(focused) : begin;
  const part = [...panel.querySelectorAll("[data-key], button, a, summary")].find((other) => markOf(other) === mark);
  (part ?? heading).focus({ preventScroll: !(home && part) });
}

// By what a part is known again when it was made anew.
const markOf = (part) => part.dataset.key ?? part.textContent;

export const title2 = (...children) => element("h2", "", ...children);
export const note = (text) => element("p", "note", text);

export const burstsNote = (bursts) => (bursts.length ? note(`${say("bursts")} ${bursts.map(([first, last]) => dates(first, last)).join(" · ")}`) : null);

export function facts(...pairs) {
  return element("div", "facts", ...pairs.map(([value, text]) => element("div", "", element("b", "", typeof value === "number" ? number(value) : value), text)));
}

// One entity as a button; `extra` parts stand before the count.
export function entityRow(entity, count, action, ...extra) {
  const made = button("", action, dot(colorOf(nodeOf(entity.id) ?? entity)), element("span", "name", nameOf(entity)), ...extra, element("span", "count", number(count)));
  made.dataset.key = `row ${entity.id}`;
  return element("li", "", made);
}

export const entityLink = (entity) => button("name link", () => choose({ node: entity.id }), nameOf(entity));
