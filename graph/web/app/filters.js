// What is let into the picture: types, communities, least number of windows, threshold of a measure; the counts follow.

import { byId, button, checkbox, dot, element, refill, select, setSlider, slider } from "./dom.js";
import { communityColor, typeColor } from "./looks.js";
import { score } from "./measures.js";
import { allEdges, allNodes, graphNumber, nodeOf, onMap, shown } from "./shown.js";
import { change, choices, clearFilters, filtered, state } from "./state.js";
import { label, nameOf, number, say, shortName } from "./words.js";

const COMMUNITIES = 10;
const STEPS = 50;
let thresholds;
const LEAST = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000];

export function drawFilters(types) {
  const nav = byId("filters");
  const inside = nav.contains(document.activeElement);
  nav.classList.toggle("of-map", onMap());
  drawTypes(types);
  drawCommunities();
  if (!onMap()) drawThresholds();
  drawFocus();
  byId("reset").hidden = !filtered();
  // What had the keyboard may be gone: the button that clears the filters, or that leaves the focus.
  if (inside && !(nav.contains(document.activeElement) && document.activeElement.checkVisibility())) nav.focus({ preventScroll: true });
}

export function listenToFilters() {
  byId("reset").addEventListener("click", clearFilters);
}

const toggled = (list, value, on) => (on ? list.filter((other) => other !== value) : [...list, value]);

// What is switched off keeps its count of all, so that one sees what would come.
function counted(members) {
  const inView = members.filter((node) => shown.nodes.has(node)).length;
  return (on) => element("span", "count", number(on ? inView : members.length));
}

// The dot tells the colour in the picture: only one of the lists has any.
function box(key, on, color, text, count, act) {
  const input = checkbox(on, act);
  input.dataset.key = key;
  const mark = color ? [dot(color)] : [];
  return element("li", "", element("label", on ? "" : "off", input, ...mark, element("span", "name", text), count(on)));
}

function drawTypes(types) {
  refill(byId("types"), ...types.map((type) => {
    const members = allNodes().filter((node) => node.type === type.name);
    const on = !state.hide.includes(type.name);
    const act = (now) => change({ hide: toggled(state.hide, type.name, now) });
    return box(`type ${type.name}`, on, state.color === "type" && typeColor(type.name), label(type), counted(members), act);
  }));
}

function drawCommunities() {
  const groups = new Map();
  for (const node of allNodes()) {
    if (groups.has(node.community)) groups.get(node.community).push(node);
    else groups.set(node.community, [node]);
  }
  const largest = [...groups].filter(([, members]) => members.length > 2).sort((a, b) => a[0] - b[0]).slice(0, COMMUNITIES);
  byId("communities").closest("section").hidden = largest.length < 2;
  refill(byId("communities"), ...largest.map(([community, members]) => {
    const on = !state.apart.includes(String(community));
    const act = (now) => change({ apart: toggled(state.apart, String(community), now) });
    const strongest = [...members].sort((a, b) => b.strength - a.strength || a.number - b.number);
    const name = say("community", { name: strongest.slice(0, 2).map(shortName).join("、") });
    return box(`community ${community}`, on, state.color === "community" && communityColor(community), name, counted(members), act);
  }));
}

// The sliders are made anew only where their names or steps change, or the graph: never while one is dragged.
function drawThresholds() {
  const made = `${state.lang} ${state.by} ${graphNumber()}`;
  if (byId("thresholds").dataset.made !== made) makeThresholds();
  byId("thresholds").dataset.made = made;
  const { least, leastText, threshold, thresholdText, steps, values } = thresholds;
  leastText.textContent = number(state.min);
  setSlider(least, Math.max(0, steps.findLastIndex((value) => value <= state.min)), number(state.min));
  const any = state.least === -Infinity;
  const text = any ? say("any") : `≥ ${Number(state.least.toPrecision(3))}`;
  thresholdText.textContent = text;
  setSlider(threshold, any ? 0 : Math.max(0, values.findLastIndex((value) => value <= state.least)), text);
}

function makeThresholds() {
  const most = Math.max(1, ...allEdges().map((edge) => edge.weight));
  const steps = LEAST.filter((value) => value <= most);
  const values = quantiles();
  const least = slider("min", say("min"), steps.length - 1, (i) => change({ min: steps[i] }));
  const threshold = slider("least", say("by"), STEPS, (i) => change({ least: i ? values[i] : -Infinity }));
  const by = select(say("by"), choices("by"), state.by, (key) => say(`measure_${key}`), (value) => change({ by: value, least: -Infinity }));
  by.dataset.key = "by";
  thresholds = { steps, values, least, threshold, leastText: element("output"), thresholdText: element("output") };
  refill(byId("thresholds"),
    element("div", "row", element("h2", "", say("min")), thresholds.leastText), least,
    element("div", "row", element("h2", "", say("by")), thresholds.thresholdText), by, threshold);
}

// Values of the measure that let fewer and fewer edges through, in equal steps.
function quantiles() {
  const values = allEdges().map((edge) => score(edge, state.by)).sort((a, b) => a - b);
  return Array.from({ length: STEPS + 1 }, (_, i) => values[Math.floor((i * (values.length - 1)) / STEPS)]);
}

function drawFocus() {
  const centre = nodeOf(state.focus);
  byId("focus").hidden = !centre;
  if (!centre) return;
  const depths = [1, 2, 3].map((depth) => {
    const made = button("", () => change({ depth }), String(depth));
    made.dataset.key = `depth ${depth}`;
    made.setAttribute("aria-pressed", String(state.depth === depth));
    return made;
  });
  const group = element("div", "segments", ...depths);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", say("depth"));
  refill(byId("focus"), element("h2", "", say("focused")), element("p", "name", nameOf(centre)),
    element("div", "row", element("span", "", say("depth")), group), button("", () => change({ focus: "" }), say("unfocus")));
}
