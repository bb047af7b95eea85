// The words of the page in the language chosen.

import { state } from "./state.js";

let all;
let tags;
let windowKind;
let where;

export function setWords({ words, languages, window, shown }) {
  [all, tags, windowKind, where] = [words, languages, window, shown.rule];
}

// The text for a key, with {unit} and what `values` has filled in. Some have other words where a server knows more than
// the page holds.
export function say(key, values = {}) {
  const known = new Map(Object.entries({ unit: all[state.lang].units[windowKind] ?? windowKind, ...values }));
  const text = (where === "served" && all[state.lang][`${key}_served`]) || all[state.lang][key];
  return text.replace(/\{(\w+)\}/g, (_, name) => known.get(name));
}

export const number = (value) => value.toLocaleString(state.lang);
export const reason = (name) => all[state.lang].reasons[name] ?? name;
export const label = (kind) => kind[state.lang];
export const dates = (first, last) => (first === last ? first : `${first} – ${last}`);
export const nameOf = ({ name }) => name.trim() || say("no_name");
export const shortName = (entity) => {
  const characters = Array.from(nameOf(entity).replace(/[\p{C}\s]+/gu, " "));
  return characters.length > 18 ? `${characters.slice(0, 17).join("")}…` : characters.join("");
};

// The texts that stand in the document itself.
export function translate() {
  document.documentElement.lang = tags[state.lang];
  for (const part of document.querySelectorAll("[data-text]")) part.textContent = say(part.dataset.text);
  for (const part of document.querySelectorAll("[data-label]")) part.setAttribute("aria-label", say(part.dataset.label));
  for (const part of document.querySelectorAll("[data-hint]")) part.placeholder = say(part.dataset.hint);
}
