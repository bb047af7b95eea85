// A box to find an entity by name, pinyin or initials: a combobox that the keyboard, the mouse and touch can use.

import { annotate, dot, element } from "./dom.js";
import { typeColor, typeLabel } from "./looks.js";
import { allNodes } from "./shown.js";
import { reasonOf } from "./panel.js";
import { nameOf, number, say } from "./words.js";

const LIMIT = 30;
let extent;

// What the page holds of the graph: where it is cut, a name that is not found may still be in the graph.
export function setExtent(told) {
  extent = told;
}

// Make a picker of an input and an empty box for its results; `take` gets the id of the entity chosen.
export function makePicker(input, box, source, take) {
  const list = element("ul", "list");
  const none = element("p", "none");
  const status = element("p", "spoken");
  let hits = [];
  let active = -1;
  let asked = 0;
  let answer = Promise.resolve();
  annotate(list, { id: `${box.id}-list`, role: "listbox" });
  annotate(input, { role: "combobox", "aria-controls": list.id, "aria-expanded": "false", "aria-autocomplete": "list" });
  annotate(status, { role: "status" });
  annotate(none, { "aria-hidden": "true" });
  box.hidden = true;
  box.replaceChildren(list, none);
  input.after(status);

  function close() {
    box.hidden = true;
    asked += 1;
    hits = [];
    status.textContent = "";
    annotate(input, { "aria-expanded": "false" });
    input.removeAttribute("aria-activedescendant");
  }

  function ask() {
    answer = show();
    return answer;
  }

  async function show() {
    const turn = (asked += 1);
    const text = input.value;
    if (!text.trim()) {
      close();
      return false;
    }
    let failed = null;
    const found = await source.search(text, { limit: LIMIT }).catch((error) => {
      failed = error;
      return [];
    });
    if (turn !== asked) return false;
    hits = found;
    active = -1;
    list.replaceChildren(...hits.map(row));
    annotate(list, { "aria-label": say("results") });
    list.hidden = !hits.length;
    none.hidden = hits.length > 0;
    none.textContent = failed ? reasonOf(failed) : hits.length ? "" : notFound();
    status.textContent = hits.length ? say("results_count", { n: number(hits.length) }) : none.textContent;
    box.hidden = false;
    box.dataset.answers = text;
    annotate(input, { "aria-expanded": hits.length > 0 });
    input.removeAttribute("aria-activedescendant");
    return true;
  }

  function row(hit, i) {
    const made = element("li", "", dot(typeColor(hit.type)), element("span", "name", nameOf(hit)), element("span", "count", number(hit.documents)));
    if (hit.alias !== hit.name) made.append(element("small", "name", hit.alias));
    else if (hits.some((other) => other !== hit && other.name === hit.name)) made.append(element("small", "", typeLabel(hit.type)));
    annotate(made, { id: `${box.id}-${i}`, role: "option", "aria-selected": "false" });
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => pick(i));
    return made;
  }

  function pick(i) {
    if (!hits[i]) return;
    const { id } = hits[i];
    close();
    take(id);
  }

  function step(way) {
    if (!hits.length || box.hidden) return;
    active = Math.max(0, Math.min(active + way, hits.length - 1));
    [...list.children].forEach((item, i) => annotate(item, { "aria-selected": i === active }));
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[active].id);
  }

  // One press closes the results, the next one empties the box; then it is the page's.
  function escape(event) {
    if (box.hidden && !input.value) return;
    event.preventDefault();
    event.stopPropagation();
    if (box.hidden) input.value = "";
    else close();
  }

  input.addEventListener("input", (event) => event.isComposing || ask());
  input.addEventListener("compositionend", ask);
  input.addEventListener("click", () => box.hidden && ask());
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", async (event) => {
    // While an input method composes, Enter, Escape and the arrows are its own.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (box.hidden) await ask();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // Who goes on typing has not chosen anything yet.
      if (await (box.hidden ? ask() : answer)) pick(Math.max(active, 0));
    } else if (event.key === "Escape") escape(event);
  });
}

function notFound() {
  return extent.rule !== "served" && allNodes().length < extent.entities ? say("no_match_cut", { n: number(extent.entities) }) : say("no_match");
}
