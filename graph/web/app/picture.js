// The picture: vis-network draws nodes and lines; what is chosen, and the names, are drawn over it on the screen.

import { byId } from "./dom.js";
import { drawLabels, placeLabels } from "./labels.js";
import { colorOf, paint, sizeOf, watchTheme } from "./looks.js";
import { allEdges, allNodes, recount, shown } from "./shown.js";
import { choose, onChange, state } from "./state.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const chosen = { nodes: new Set(), edges: [], main: new Set() };
let network;
let drawnNodes;
let bySize = [];

export function startPicture(options) {
  watchTheme(() => {
    network?.setOptions(themed());
    hide();
  });
  if (!allNodes().length) return;
  drawnNodes = new vis.DataSet(allNodes().map((node) => ({ ...look(node), x: node.x, y: node.y })));
  const edges = allEdges().map(({ number, a, b, width }) => ({ id: number, from: a.number, to: b.number, width }));
  network = new vis.Network(byId("canvas"), { nodes: drawnNodes, edges: new vis.DataSet(edges) }, { ...options, ...themed() });
  network.on("afterDrawing", drawOver);
  network.on("click", ({ pointer, event }) => clicked(pointer.DOM, event.srcEvent?.shiftKey));
  byId("canvas").addEventListener("mousemove", (event) => {
    const over = event.buttons ? undefined : network.getNodeAt({ x: event.offsetX, y: event.offsetY });
    byId("canvas").style.cursor = over === undefined ? "" : "pointer";
  });
  // All that the picture shows can be reached in the lists and tables; the keyboard need not stop at it.
  byId("canvas").querySelector(".vis-network").tabIndex = -1;
  rankBySize();
  hide();
  fit(state.focus ? [...shown.nodes] : []);
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
// ones to draw and to hit: these lists are all it looks at.
function hide() {
  if (!network) return;
  network.body.nodeIndices = Array.from(shown.nodes, (node) => node.number);
  network.body.edgeIndices = Array.from(shown.edges, (edge) => edge.number);
  network.redraw();
}

function rankBySize() {
  bySize = [...allNodes()].sort((a, b) => sizeOf(b) - sizeOf(a) || a.number - b.number);
}

function themed() {
  const opacity = Math.max(0.15, Math.min(0.5, 15 / Math.sqrt(allEdges().length)));
  return { edges: { color: { color: paint.edge, opacity, inherit: false } } };
}

// What is nearest to a click. While something is chosen only its own lines can be hit, all others are faded.
function clicked(point, shift) {
  const number = network.getNodeAt(point);
  if (number !== undefined) {
    const { id } = allNodes()[number];
    return shift && state.node && state.node !== id ? choose({ path: [state.node, id] }) : choose({ node: id });
  }
  const edge = allEdges()[network.getEdgeAt(point)];
  const open = edge && (!chosen.nodes.size || chosen.edges.includes(edge));
  return choose(open ? { pair: [edge.a.id, edge.b.id] } : {});
}

// Fade all but these: `main` get a ring, `edges` are drawn again.
export function highlight(main, others, edges, { move = true } = {}) {
  chosen.main = new Set(main);
  chosen.nodes = new Set([...main, ...others]);
  chosen.edges = edges;
  if (move && chosen.nodes.size) fit([...chosen.nodes]);
  network?.redraw();
}

export function fit(nodes = []) {
  const animation = still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  if (nodes.length) network?.fit({ nodes: nodes.map((node) => node.number), maxZoomLevel: 1.3, animation });
  else network?.fit({ animation });
}

// What the screen shows now, for drawing over it and for exports.
export function scene() {
  const canvas = byId("canvas").querySelector("canvas");
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const scale = network.getScale();
  const at = (node) => ({ x: node.x * scale + origin.x, y: node.y * scale + origin.y, r: sizeOf(node) * scale });
  const open = chosen.nodes.size ? chosen.nodes : shown.nodes;
  const named = [...chosen.main, ...bySize.filter((node) => open.has(node) && !chosen.main.has(node))];
  const { clientWidth: width, clientHeight: height } = canvas;
  const labels = placeLabels(canvas.getContext("2d"), named, { at, main: chosen.main, family: paint.font, width, height });
  return { canvas, at, scale, width, height, labels, chosen };
}

function drawOver(context) {
  context.save();
  const { canvas, at, width, height, labels } = scene();
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

