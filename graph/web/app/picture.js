// The picture: vis-network draws the nodes and lets one move and zoom. The lines are drawn below them; what is chosen, and
// the names, over them on the screen.

import { byId } from "./dom.js";
import { drawLabels, labelAt, placeLabels } from "./labels.js";
import { drawLines, lineAt } from "./lines.js";
import { colorOf, paint, readPaint, sizeOf, watchTheme } from "./looks.js";
import { openOnly } from "./opened.js";
import { allNodes, onMap, recount, shown } from "./shown.js";
import { choose, onChange, state } from "./state.js";
import { nameOf } from "./words.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const chosen = { nodes: new Set(), edges: [], main: new Set() };
let network;
let drawnNodes;
let bySize = [];
let labelled = [];

// Show the graph that is there now, in the place of another one.
export function showGraph(options) {
  if (!network) readPaint();
  drawnNodes = new vis.DataSet(allNodes().map((node) => ({ ...look(node), x: node.x, y: node.y })));
  const data = { nodes: drawnNodes, edges: new vis.DataSet() };
  if (network) network.setData(data);
  else if (allNodes().length) startPicture(data, options);
  rankBySize();
  hide();
  if (state.focus) fit([...shown.nodes]);
  else fit();
}

function startPicture(data, options) {
  watchTheme(hide);
  network = new vis.Network(byId("canvas"), data, options);
  network.on("beforeDrawing", (context) => {
    const { dragging, zooming } = network.renderer;
    drawLines(context, { scale: network.getScale(), moves: dragging || zooming });
  });
  network.on("afterDrawing", drawOver);
  network.on("click", ({ pointer, event }) => clicked(pointer.DOM, event.srcEvent?.shiftKey));
  network.on("zoom", () => point());
  byId("canvas").addEventListener("mousemove", (event) => {
    const at = { x: event.offsetX, y: event.offsetY };
    if (event.buttons) point();
    else point(nodeUnder(at), lineUnder(at), at);
  });
  byId("canvas").addEventListener("mouseleave", () => point());
  // All that the picture shows can be reached in the lists and tables; the keyboard need not stop at it.
  byId("canvas").querySelector(".vis-network").tabIndex = -1;
}

onChange(["hide", "apart", "min", "by", "least", "since", "until", "focus", "depth"], () => {
  recount();
  hide();
});
onChange(["size", "color"], () => {
  drawnNodes?.update(allNodes().map(look));
  rankBySize();
  hide();
});
onChange(["lang"], () => network?.redraw());
onChange(["focus", "depth"], () => fit([...shown.nodes]));

const look = (node) => ({ id: node.number, color: colorOf(node), size: sizeOf(node) });

// Updates of the data set take seconds where thousands change at once. So vis-network is told in its own terms which
// ones to draw and to hit: this list is all it looks at.
function hide() {
  if (!network) return;
  network.body.nodeIndices = Array.from(shown.nodes, (node) => node.number);
  network.redraw();
}

function rankBySize() {
  bySize = [...allNodes()].sort((a, b) => sizeOf(b) - sizeOf(a) || a.number - b.number);
}

// Name the node that the mouse is on, or the ends of the line; without one, none.
function point(node, line, at) {
  const tip = byId("tip");
  const [ring, name] = tip.children;
  byId("canvas").style.cursor = node || line ? "pointer" : "";
  tip.hidden = !node && !line;
  ring.hidden = !node;
  if (!node && line) {
    Object.assign(tip.style, { left: `${at.x}px`, top: `${at.y}px` });
    name.textContent = `${nameOf(line.a)} — ${nameOf(line.b)}`;
  }
  if (!node) return;
  const { x, y, r } = placeOf(node);
  const size = `${2 * Math.max(r, 3) + 6}px`;
  Object.assign(tip.style, { left: `${x}px`, top: `${y}px` });
  Object.assign(ring.style, { width: size, height: size });
  name.textContent = nameOf(node);
}

// What is under a click. While something is chosen only its own lines can be hit, all others are faded.
function clicked(point, shift) {
  const node = nodeUnder(point);
  if (node) {
    const { id } = node;
    if (onMap()) return openOnly(id);
    return shift && state.node && state.node !== id ? choose({ path: [state.node, id] }) : choose({ node: id });
  }
  if (onMap()) return undefined;
  const edge = lineUnder(point);
  return choose(edge ? { pair: [edge.a.id, edge.b.id] } : {});
}

// A name stands for its disc.
const nodeUnder = (point) => allNodes()[network.getNodeAt(point)] ?? labelAt(labelled, point);
const lineUnder = (point) => lineAt(network.DOMtoCanvas(point), chosen.nodes.size ? chosen.edges : shown.edges, network.getScale());

// Fade all but these: `main` get a ring, `edges` are drawn again.
export function highlight(main, others, edges, { move = true } = {}) {
  const before = chosen.nodes.size;
  chosen.main = new Set(main);
  chosen.nodes = new Set([...main, ...others]);
  chosen.edges = edges;
  if (move && chosen.nodes.size) fit([...chosen.nodes]);
  // Who comes back to the overview sees all of it.
  else if (move && before) fit([...shown.nodes]);
  network?.redraw();
}

export function fit(nodes = []) {
  const animation = still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  if (nodes.length) network?.fit({ nodes: nodes.map((node) => node.number), maxZoomLevel: 1.3, animation });
  else network?.fit({ animation });
}

export function zoom(factor) {
  network?.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 150 } });
}

// What the screen shows now, for drawing over it and for exports.
export function scene() {
  const canvas = byId("canvas").querySelector("canvas");
  const at = placeOf;
  const open = chosen.nodes.size ? chosen.nodes : shown.nodes;
  const named = [...chosen.main, ...(chosen.main.size ? byTie() : bySize).filter((node) => open.has(node) && !chosen.main.has(node))];
  const { clientWidth: width, clientHeight: height } = canvas;
  const labels = placeLabels(canvas.getContext("2d"), named, { at, main: chosen.main, family: paint.font, width, height });
  return { canvas, at, width, height, labels, chosen };
}

// Around a choice, those most tied to it are named first.
function byTie() {
  const tie = new Map();
  for (const { a, b, weight } of chosen.edges) for (const end of [a, b]) tie.set(end, Math.max(weight, tie.get(end) ?? 0));
  return [...bySize].sort((a, b) => (tie.get(b) ?? 0) - (tie.get(a) ?? 0));
}

// Where a node stands on the screen, and its radius.
function placeOf(node) {
  const { x, y } = network.canvasToDOM(node);
  return { x, y, r: sizeOf(node) * network.getScale() };
}

function drawOver(context) {
  context.save();
  const { canvas, at, width, height, labels } = scene();
  labelled = labels;
  const ratio = canvas.width / width;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (chosen.nodes.size) drawChosen(context, at, width, height);
  drawLabels(context, labels, { family: paint.font, text: paint.text, ground: paint.ground });
  context.restore();
}

function drawChosen(context, at, width, height) {
  context.globalAlpha = 0.86;
  context.fillStyle = paint.ground;
  context.fillRect(0, 0, width, height);
  context.globalAlpha = Math.max(0.3, Math.min(0.7, 5 / Math.sqrt(chosen.edges.length)));
  context.strokeStyle = paint.accent;
  for (const edge of chosen.edges) {
    const [a, b] = [at(edge.a), at(edge.b)];
    context.lineWidth = Math.max(0.7, edge.width * 0.5);
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
  }
  context.globalAlpha = 1;
  for (const node of chosen.nodes) drawDot(context, at(node), node);
}

function drawDot(context, { x, y, r }, node) {
  context.fillStyle = colorOf(node);
  context.beginPath();
  context.arc(x, y, Math.max(r, 3), 0, 2 * Math.PI);
  context.fill();
  if (!chosen.main.has(node)) return;
  context.strokeStyle = paint.accent;
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(x, y, Math.max(r, 3) + 3, 0, 2 * Math.PI);
  context.stroke();
}

