// What the user has chosen: one flat object, changed only by `change`, written to the address so that it can be sent.

const DEFAULTS = Object.freeze({
  // What was opened of a server's graph, in this order; see `opened.js`.
  open: [],
  // What the panel shows: at most one of these; ids as in the data.
  node: "", pair: [], doc: "", path: [], review: "", table: "",
  // What is left out of the picture.
  hide: [], apart: [], min: 1, by: "above_noise", least: -Infinity, since: "", until: "", focus: "", depth: 1, avoid: [],
  // How it is shown.
  rank: "weight", size: "documents", color: "type", lang: document.documentElement.lang.startsWith("en") ? "en" : "zh", theme: "auto",
});
const CHOICES = {
  table: ["", "nodes", "edges"],
  by: ["documents", "jaccard", "log_likelihood", "above_noise"],
  rank: ["weight", "documents", "jaccard", "log_likelihood", "above_noise"],
  size: ["documents", "mentions", "neighbors", "strength"],
  color: ["type", "community"],
  lang: ["zh", "en"],
  theme: ["auto", "light", "dark"],
};
const SELECTION = ["node", "pair", "doc", "path", "review"];
const FILTERS = ["hide", "apart", "min", "least", "since", "until", "focus", "depth"];
const listeners = [];
let pending = 0;

export const state = { ...DEFAULTS };
export const choices = (key) => CHOICES[key];

// `listener` is called whenever one of `keys` changed, in the order of subscription: with the set of changed keys, and
// whether the user changed them here (or an address brought them, which is to be shown as it was sent).
export function onChange(keys, listener) {
  listeners.push({ keys, listener });
}

// With `quietly` the address follows, but Back does not stop there: for what follows from another choice.
export function change(patch, { quietly = false } = {}) {
  const changed = Object.keys(patch).filter((key) => !same(patch[key], state[key]));
  if (!changed.length) return;
  Object.assign(state, patch);
  // Choosing something can be taken back with the browser's button; moving a slider cannot.
  if (quietly) write("replaceState");
  else if (changed.some((key) => key === "open" || SELECTION.includes(key))) write("pushState");
  else pending ||= setTimeout(write, 150, "replaceState");
  tell(new Set(changed), true);
}

// Show one thing in the panel, and nothing else.
export function choose(patch) {
  change({ node: "", pair: [], doc: "", path: [], review: "", ...patch });
}

export function clearFilters() {
  change(Object.fromEntries(FILTERS.map((key) => [key, DEFAULTS[key]])));
}

export const filtered = () => FILTERS.some((key) => key !== "depth" && !same(state[key], DEFAULTS[key]));
export const hasPeriod = () => Boolean(state.since || state.until);

// Take over what the address says; false if it says nothing.
export function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const [key, standard] of Object.entries(DEFAULTS)) state[key] = parsed(key, standard, given);
  return given.size > 0;
}

function parsed(key, standard, given) {
  if (!given.has(key)) return standard;
  if (Array.isArray(standard)) return given.getAll(key);
  const text = given.get(key);
  if (typeof standard !== "number") return !CHOICES[key] || CHOICES[key].includes(text) ? text : standard;
  const value = Number(text);
  if (Number.isNaN(value)) return standard;
  return key === "depth" ? Math.min(Math.max(Math.round(value), 1), 3) : key === "min" ? Math.max(value, 1) : value;
}

function write(how) {
  clearTimeout(pending);
  pending = 0;
  const text = new URLSearchParams();
  for (const [key, standard] of Object.entries(DEFAULTS)) {
    if (!same(state[key], standard)) for (const value of [state[key]].flat()) text.append(key, value);
  }
  try {
    history[how](null, "", `#${text}`);
  } catch {
    // Inside some frames, and when played for long, browsers refuse a new address; the page works without.
  }
}

function tell(changed, byUser) {
  for (const { keys, listener } of listeners) if (keys.some((key) => changed.has(key))) listener(changed, byUser);
}

function same(a, b) {
  return Array.isArray(a) ? a.length === b.length && a.every((value, i) => value === b[i]) : a === b;
}

addEventListener("popstate", () => {
  const before = { ...state };
  readAddress();
  tell(new Set(Object.keys(DEFAULTS).filter((key) => !same(before[key], state[key]))), false);
});
