// The start of the page, and what happens when the state changes.

import { button, byId, element, refill, select } from "./dom.js";
import { entityPanel } from "./entity.js";
import { addedAt } from "./extras.js";
import { documentPanel, pairPanel } from "./evidence.js";
import { savePng, saveSvg } from "./export.js";
import { drawFilters, listenToFilters } from "./filters.js";
import { setTypes } from "./looks.js";
import { overview, summary } from "./overview.js";
import { fillPanel, note } from "./panel.js";
import { makePicker, setExtent } from "./picker.js";
import { mapPanel } from "./map.js";
import { grows, isFull, load, open, openFrom, openOnly } from "./opened.js";
import { fit, highlight, showGraph, zoom } from "./picture.js";
import { routePanel } from "./route.js";
import { allNodes, gone, nodeOf, onMap, reveal, shown } from "./shown.js";
import { change, choices, choose, onChange, readAddress, state } from "./state.js";
import { drawTable, resetTable } from "./tables.js";
import { drawTimeline, setDocuments } from "./timeline.js";
import { number, say, setWords, translate } from "./words.js";

const PATIENCE = 400; // milliseconds
let waiting = 0;
let page;
let options;
let source;
const SELECTED = ["node", "pair", "doc", "path", "review"];
const SHOWS = [...SELECTED, "open"];
const TOOLS = ["whole", "path", "table", "png", "svg"];
const FILTER = ["hide", "apart", "min", "by", "least", "since", "until", "focus", "depth"];

// `move` lets the picture follow what was chosen.
function drawPanel({ move }) {
  return fillPanel(async (current) => {
    const other = await patiently(load());
    if (!current() || openChosen()) return null;
    const made = await chosenPart({ move: move || other, types: page.types, again: () => drawPanel({ move: false }) });
    // The steps of a path come into the picture too.
    if (!current() || (made.wants && open(made.wants))) return null;
    return { ...made, parts: [...remarks(), ...(made.key === "home" ? addedAt("home") : []), ...made.parts] };
  }, () => drawPanel({ move }));
}

// What the panel says before all else, whatever it shows.
function remarks() {
  const parts = [];
  if (source.changed) parts.push(element("p", "note remark", say("changed"), " ", button("link", () => location.reload(), say("reload"))));
  if (gone().length) parts.push(note(say("gone", { names: gone().map(nameIn).join("、") })));
  if (isFull()) parts.push(note(say("full")));
  return parts;
}

// The name in what was opened, as in around:city:合肥.
const nameIn = (token) => token.split(":").slice(token.split(":").length > 2 ? 2 : 1).join(":");

function chosenPart(how) {
  const [first, second] = state.pair;
  const ends = state.path;
  if (state.node) return entityPanel(source, state.node, how);
  if (first && second) return pairPanel(source, [first, second], how);
  if (state.doc) return documentPanel(source, state.doc);
  if (ends.length) return routePanel(source, [ends[0], ends[1] ?? ""], how);
  for (const added of addedAt("panel")) return added;
  return { ...(onMap() ? mapPanel(how) : overview(page.shown)), light: () => highlight([], [], []) };
}

// What was chosen comes into the picture.
function openChosen() {
  const { node, pair, path } = state;
  return open({ around: node ? [node] : [], only: path.filter(Boolean), pairs: pair.length === 2 ? [pair] : [] });
}

function drawPicture() {
  showGraph(options);
  for (const id of TOOLS) byId(id).disabled = !allNodes().length && !(id === "whole" && grows());
  if (onMap()) byId("table").disabled = true;
  drawSide();
  drawTimeline();
  drawTable(page.types);
  drawEmpty();
}

function revealChosen() {
  const nodes = [state.node, ...state.pair, ...state.path].map(nodeOf).filter(Boolean);
  if (nodes.length) reveal(...nodes);
}

function drawSide() {
  drawFilters(page.types);
  byId("summary").textContent = summary(page.shown);
}

function drawControls() {
  const control = (key, text) => {
    const made = select(say(key), choices(key), state[key], text, (value) => change({ [key]: value }));
    made.dataset.key = key;
    return element("label", "", say(key), made);
  };
  refill(byId("controls"), control("size", (key) => say(`column_${key}`)), control("color", (key) => say(`color_${key}`)),
    control("theme", (key) => say(`theme_${key}`)), control("lang", (key) => ({ zh: "中文", en: "English" })[key]));
}

// Say that something is being read, where it takes its time.
async function patiently(answer) {
  const turn = (waiting += 1);
  const told = setTimeout(() => byId("empty").replaceChildren(element("p", "", say("loading"))), PATIENCE);
  try {
    return await answer;
  } finally {
    clearTimeout(told);
    if (turn === waiting) drawEmpty();
  }
}

function drawEmpty() {
  if (allNodes().length && !shown.nodes.size) return byId("empty").replaceChildren(element("p", "", say("all_hidden")));
  if (allNodes().length || (grows() && page.shown.entities)) return byId("empty").replaceChildren();
  const [key, n] = page.shown.entities ? ["empty_weight", page.shown.min] : ["empty", page.shown.read];
  return byId("empty").replaceChildren(element("p", "", say(key, { n: number(n) })), element("p", "", say(`${key}_why`, { n: number(n) })));
}

function drawAll() {
  translate();
  drawControls();
  drawSide();
  drawTimeline();
  drawTable(page.types);
  drawEmpty();
}

onChange(SHOWS, (changed, byUser) => {
  if (byUser && SELECTED.some((key) => changed.has(key))) revealChosen();
  drawPanel({ move: true });
});
onChange(["table"], () => {
  resetTable();
  byId("stage").scrollIntoView({ block: "nearest" });
});
onChange(["table", ...FILTER], () => drawTable(page.types));
onChange([...FILTER, "color"], drawSide);
onChange(FILTER, drawEmpty);
onChange([...FILTER, "lang"], drawTimeline);
onChange(["size", "color", "theme"], drawControls);
onChange(["lang"], drawAll);
onChange(["rank", "avoid", "lang", "color", ...FILTER], () => drawPanel({ move: false }));

// One press of Escape leaves one thing, the innermost; results of a search are left by their picker.
function leave() {
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  } else if (state.table) change({ table: "" });
  else choose({});
}

function listen() {
  // On a small screen the filters stand below everything.
  byId("to-filters").addEventListener("click", () => {
    byId("filters").scrollIntoView();
    byId("filters").focus({ preventScroll: true });
  });
  byId("path").addEventListener("click", () => choose({ path: [state.node, ""] }));
  byId("table").addEventListener("click", () => change({ table: state.table ? "" : "nodes" }));
  byId("nearer").addEventListener("click", () => zoom(1.4));
  byId("farther").addEventListener("click", () => zoom(1 / 1.4));
  byId("fitting").addEventListener("click", () => fit([...shown.nodes]));
  byId("png").addEventListener("click", savePng);
  byId("svg").addEventListener("click", saveSvg);
  byId("whole").addEventListener("click", () => {
    if (grows()) openOnly();
    else choose({ focus: "", table: "" });
    fit();
  });
  document.addEventListener("keydown", (event) => {
    // While an input method composes, all keys are its own.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "/" && !event.target.closest("input, select")) {
      event.preventDefault();
      byId("query").focus();
    } else if (event.key === "Escape") leave();
  });
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || event.relatedTarget === null || menu.removeAttribute("open"));
  }
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
}

// Begin with what `openEmbedded` or `openRemote` has found.
export async function start(opened) {
  ({ page, options, source } = opened);
  setWords(page);
  setTypes(page.types);
  setExtent(page.shown);
  setDocuments(page.shown);
  if (!readAddress() && page.shown.focus) state.node = page.shown.focus;
  openFrom(source, drawPicture);
  for (const id of TOOLS) byId(id).disabled = id !== "whole" || !grows();
  if (grows()) byId("whole").dataset.text = "map";
  makePicker(byId("query"), byId("results"), source, (id) => choose({ node: id }));
  listenToFilters();
  listen();
  translate();
  drawControls();
  await drawPanel({ move: !page.shown.focus });
}
