// The start of the page, and what happens when the state changes.

import { byId, element, refill, select } from "./dom.js";
import { openEmbedded } from "./embedded.js";
import { entityPanel } from "./entity.js";
import { documentPanel, pairPanel } from "./evidence.js";
import { savePng, saveSvg } from "./export.js";
import { drawFilters, listenToFilters } from "./filters.js";
import { setTypes } from "./looks.js";
import { overview, summary } from "./overview.js";
import { fillPanel } from "./panel.js";
import { makePicker } from "./picker.js";
import { fit, highlight, startPicture } from "./picture.js";
import { routePanel } from "./route.js";
import { nodeOf, reveal, setGraph } from "./shown.js";
import { change, choices, choose, onChange, readAddress, state } from "./state.js";
import { drawTable, resetTable } from "./tables.js";
import { drawTimeline } from "./timeline.js";
import { number, say, setWords, translate } from "./words.js";

const { page, options, source } = openEmbedded();
const SHOWS = ["node", "pair", "doc", "path"];
const FILTER = ["hide", "apart", "min", "by", "least", "since", "until", "focus", "depth"];

// `move` lets the picture follow what was chosen.
function drawPanel({ move }) {
  const [first, second] = state.pair;
  const ends = state.path;
  return fillPanel(async () => {
    if (state.node) return entityPanel(source, state.node, { types: page.types, move });
    if (first && second) return pairPanel(source, [first, second], { move });
    if (state.doc) return documentPanel(source, state.doc);
    if (ends.length) return routePanel(source, [ends[0], ends[1] ?? ""], { move });
    highlight([], [], []);
    return overview(page.shown);
  });
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

function drawEmpty() {
  if (page.nodes.rows.length) return;
  const [key, n] = page.shown.entities ? ["empty_weight", page.shown.min] : ["empty", page.shown.read];
  byId("empty").replaceChildren(element("p", "", say(key, { n: number(n) })), element("p", "", say(`${key}_why`, { n: number(n) })));
}

function drawAll() {
  translate();
  drawControls();
  drawSide();
  drawTimeline();
  drawTable(page.types);
  drawEmpty();
}

onChange(SHOWS, () => {
  revealChosen();
  drawPanel({ move: true });
});
onChange(["table"], resetTable);
onChange(["table", ...FILTER], () => drawTable(page.types));
onChange([...FILTER, "color"], drawSide);
onChange(["hide", "apart", "least", "by", "since", "until", "lang"], drawTimeline);
onChange(["size", "color", "theme"], drawControls);
onChange(["lang"], drawAll);
onChange(["rank", "avoid", "lang", ...FILTER], () => drawPanel({ move: false }));

function listen() {
  byId("path").addEventListener("click", () => choose({ path: [state.node, ""] }));
  byId("table").addEventListener("click", () => change({ table: state.table ? "" : "nodes" }));
  byId("png").addEventListener("click", savePng);
  byId("svg").addEventListener("click", saveSvg);
  byId("whole").addEventListener("click", () => {
    choose({ focus: "", table: "" });
    fit();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select")) {
      event.preventDefault();
      byId("query").focus();
    } else if (event.key === "Escape") {
      if (state.table) change({ table: "" });
      else choose({});
    }
  });
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || event.relatedTarget === null || menu.removeAttribute("open"));
  }
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
}

async function start() {
  setWords(page);
  setTypes(page.types);
  if (!readAddress() && page.shown.focus) state.node = page.shown.focus;
  setGraph(await source.subgraph());
  revealChosen();
  startPicture(options);
  for (const id of ["whole", "path", "table", "png", "svg"]) byId(id).disabled = !page.nodes.rows.length;
  makePicker(byId("query"), byId("results"), source, (id) => choose({ node: id }));
  listenToFilters();
  listen();
  drawAll();
  await drawPanel({ move: !page.shown.focus });
}

start();
