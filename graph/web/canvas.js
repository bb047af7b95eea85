// The picture: vis-network draws it; what is chosen, and the names, are drawn over it in screen coordinates.

const MAX_LABELS = 90;
const LABEL_CHARACTERS = 18;
const shownTypes = new Set(types.keys());
const isShown = (node) => shownTypes.has(node.type);
const chosen = { nodes: new Set(), edges: [], main: new Set() };
const byStrength = [...nodes].sort((a, b) => b.size - a.size || a.id - b.id);
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const paint = { ground: "", text: "", accent: "", edge: "", font: "" };
let dataset;
let picture;

function startPicture() {
  readPaint();
  dataset = new vis.DataSet(drawn.nodes);
  const data = { nodes: dataset, edges: new vis.DataSet(drawn.edges) };
  picture = new vis.Network(byId("canvas"), data, { ...drawn.options, ...themed() });
  picture.on("afterDrawing", drawOver);
  picture.on("click", ({ pointer }) => clicked(pointer.DOM));
  byId("canvas").addEventListener("mousemove", (event) => {
    const over = event.buttons ? undefined : picture.getNodeAt({ x: event.offsetX, y: event.offsetY });
    byId("canvas").style.cursor = over === undefined ? "" : "pointer";
  });
  dark.addEventListener("change", () => {
    readPaint();
    picture.setOptions(themed());
  });
  picture.fit();
}

function readPaint() {
  const style = getComputedStyle(document.documentElement);
  for (const key of ["ground", "text", "accent", "edge"]) paint[key] = style.getPropertyValue(`--${key}`).trim();
  paint.font = getComputedStyle(document.body).fontFamily;
}

function themed() {
  return { edges: { color: { color: paint.edge, opacity: Math.max(0.15, Math.min(0.5, 15 / Math.sqrt(edges.length))), inherit: false } } };
}

// What is nearest to a click. While something is chosen only its own lines can be hit, all others are faded.
function clicked(point) {
  const node = picture.getNodeAt(point);
  if (node !== undefined) return showNode(node);
  const edge = picture.getEdgeAt(point);
  const open = edge !== undefined && (!chosen.nodes.size || chosen.edges.includes(edges[edge]));
  return open ? showEdge(edge) : showHome();
}

function highlight(main, others, lines, { move = true } = {}) {
  chosen.main = new Set(main);
  chosen.nodes = new Set([...main, ...others]);
  chosen.edges = lines;
  if (!picture) return;
  if (move && chosen.nodes.size) {
    const animation = still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
    picture.fit({ nodes: [...chosen.nodes], maxZoomLevel: 1.3, animation });
  }
  picture.redraw();
}

function applyTypes() {
  dataset?.update(nodes.map((node) => ({ id: node.id, hidden: !isShown(node) })));
}

function drawOver(context) {
  const { width, clientWidth, clientHeight } = context.canvas;
  const origin = picture.canvasToDOM({ x: 0, y: 0 });
  const scale = picture.getScale();
  const at = (node) => ({ x: node.x * scale + origin.x, y: node.y * scale + origin.y, r: node.size * scale });
  context.save();
  context.setTransform(width / clientWidth, 0, 0, width / clientWidth, 0, 0);
  if (chosen.nodes.size) drawChosen(context, at, clientWidth, clientHeight);
  drawLabels(context, at, clientWidth, clientHeight);
  context.restore();
}

function drawChosen(context, at, width, height) {
  context.globalAlpha = 0.86;
  context.fillStyle = paint.ground;
  context.fillRect(0, 0, width, height);
  context.globalAlpha = Math.max(0.3, Math.min(0.7, 5 / Math.sqrt(chosen.edges.length)));
  context.strokeStyle = paint.accent;
  for (const edge of chosen.edges) {
    if (!isShown(nodes[edge.from]) || !isShown(nodes[edge.to])) continue;
    const [a, b] = [at(nodes[edge.from]), at(nodes[edge.to])];
    context.lineWidth = Math.max(0.7, edge.width * 0.5);
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
  }
  context.globalAlpha = 1;
  for (const id of chosen.nodes) if (isShown(nodes[id])) drawDot(context, at(nodes[id]), id);
}

function drawDot(context, { x, y, r }, id) {
  context.fillStyle = nodes[id].color;
  context.beginPath();
  context.arc(x, y, Math.max(r, 3), 0, 2 * Math.PI);
  context.fill();
  if (!chosen.main.has(id)) return;
  context.strokeStyle = paint.accent;
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(x, y, Math.max(r, 3) + 3, 0, 2 * Math.PI);
  context.stroke();
}

// Names from the strongest down, each only where it covers no other.
function drawLabels(context, at, width, height) {
  const taken = new Map();
  const order = chosen.nodes.size
    ? [...chosen.main].map((id) => nodes[id]).concat(byStrength.filter((n) => chosen.nodes.has(n.id) && !chosen.main.has(n.id)))
    : byStrength;
  let left = MAX_LABELS;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = paint.ground;
  context.fillStyle = paint.text;
  order.forEach((node, place) => {
    const { x, y, r } = at(node);
    if (!left || !isShown(node) || x < -40 || y < -20 || x > width + 40 || y > height + 10) return;
    const strong = chosen.main.size ? chosen.main.has(node.id) : place < 12;
    context.font = `${strong ? "600 13px" : "12px"} ${paint.font}`;
    const text = labelOf(node);
    const box = { x, y: y + Math.max(r, 3) + 3, half: labelWidth(context, node, text, strong) / 2 + 6 };
    if (!claim(taken, box)) return;
    left -= 1;
    context.strokeText(text, box.x, box.y);
    context.fillText(text, box.x, box.y);
  });
}

function labelOf(node) {
  const characters = Array.from(nameOf(node).replace(/[\p{C}\s]+/gu, " "));
  node.label ??= characters.length > LABEL_CHARACTERS ? `${characters.slice(0, LABEL_CHARACTERS - 1).join("")}…` : characters.join("");
  return node.label;
}

function labelWidth(context, node, text, strong) {
  const key = strong ? "wide" : "narrow";
  node[key] ??= context.measureText(text).width;
  return node[key];
}

// Rows of 8 pixels, each a list of taken stretches: a label takes the rows it stands in and one more for air.
function claim(rows, { x, y, half }) {
  const own = [0, 1, 2].map((row) => Math.floor(y / 8) + row);
  const free = own.every((row) => (rows.get(row) ?? []).every(([from, to]) => x + half < from || x - half > to));
  if (free) for (const row of own) rows.set(row, [...(rows.get(row) ?? []), [x - half, x + half]]);
  return free;
}
