// A box to find an entity by name, pinyin or initials: a combobox that the keyboard, the mouse and touch can use.

import { dot, element } from "./dom.js";
import { typeColor } from "./looks.js";
import { nameOf, number, say } from "./words.js";

const LIMIT = 30;

// Make a picker of an input and an empty list; `take` gets the id of the entity chosen.
export function makePicker(input, list, source, take) {
  let hits = [];
  let active = -1;
  let asked = 0;
  let answer = Promise.resolve();
  Object.entries({ role: "combobox", "aria-controls": list.id, "aria-expanded": "false", "aria-autocomplete": "list" })
    .forEach(([name, value]) => input.setAttribute(name, value));
  list.setAttribute("role", "listbox");
  list.hidden = true;

  function close() {
    list.hidden = true;
    asked += 1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function ask() {
    answer = show();
    return answer;
  }

  async function show() {
    const turn = (asked += 1);
    const text = input.value;
    const found = text.trim() ? await source.search(text, { limit: LIMIT }) : [];
    if (turn !== asked) return;
    hits = found;
    active = -1;
    const none = element("li", "none", say("no_match"));
    list.replaceChildren(...(hits.length ? hits.map(row) : [none]));
    list.setAttribute("aria-label", say("results"));
    list.hidden = !text.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  function row(hit, i) {
    const made = element("li", "", dot(typeColor(hit.type)), element("span", "name", nameOf(hit)), element("span", "count", number(hit.documents)));
    if (hit.alias !== hit.name) made.append(element("small", "name", hit.alias));
    made.id = `${list.id}-${i}`;
    made.setAttribute("role", "option");
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => pick(i));
    return made;
  }

  function pick(i) {
    if (!hits[i]) return;
    close();
    take(hits[i].id);
  }

  function step(way) {
    if (!hits.length || list.hidden) return;
    active = Math.max(0, Math.min(active + way, hits.length - 1));
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[active].id);
  }

  input.addEventListener("input", (event) => event.isComposing || ask());
  input.addEventListener("compositionend", ask);
  input.addEventListener("click", () => list.hidden && ask());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", async (event) => {
    // While an input method composes, Enter and the arrows are its own.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) await ask();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      await (list.hidden ? ask() : answer);
      pick(Math.max(active, 0));
    } else if (event.key === "Escape" && !list.hidden) {
      // The browser would empty the box, the page would leave what the panel shows.
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
}
