// Names over the picture, from the strongest down, each only where it covers no other.

import { shortName } from "./words.js";

const MOST = 90;
const STRONG = 12;
const HEIGHT = 16;
const widths = new Map();

export const fontOf = (strong, family) => `${strong ? "600 13px" : "12px"} ${family}`;

// [{node, text, x, y, half, strong}] for `nodes` in order of importance, `half` as wide to either side; `at` gives their
// place and radius on the screen. Those in `main` come first, are strong and always there; without any, the first few are
// strong. A name stands below its disc, or else above or beside it.
export function placeLabels(context, nodes, { at, main, family, width, height }) {
  const taken = new Map();
  const labels = [];
  // What was chosen stays to be seen: no name but its own covers it.
  for (const node of main) {
    const { x, y, r } = at(node);
    for (let row = Math.floor((y - r) / 8); row <= (y + r) / 8 - 1; row += 1) taken.set(row, [...(taken.get(row) ?? []), [x - r, x + r]]);
  }
  for (const [turn, node] of nodes.entries()) {
    const { x, y, r } = at(node);
    if (x < -40 || y < -20 || x > width + 40 || y > height + 10) continue;
    const strong = main.size ? main.has(node) : turn < STRONG;
    const text = shortName(node);
    const half = widthOf(context, text, strong, family) / 2 + 6;
    const away = Math.max(r, 3);
    const sides = [[x, y + away + 3], [x, y - away - HEIGHT], [x + away + half, y - HEIGHT / 2], [x - away - half, y - HEIGHT / 2]];
    const side = sides.find(([u, v]) => isFree(taken, u, v, half)) ?? (main.has(node) ? sides[0] : null);
    if (!side) continue;
    claim(taken, ...side, half);
    labels.push({ node, text, x: side[0], y: side[1], half, strong });
    if (labels.length === MOST) break;
  }
  return labels;
}

export function drawLabels(context, labels, { family, text, ground }) {
  Object.assign(context, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 3, strokeStyle: ground, fillStyle: text });
  for (const label of labels) {
    context.font = fontOf(label.strong, family);
    context.strokeText(label.text, label.x, label.y);
    context.fillText(label.text, label.x, label.y);
  }
}

function widthOf(context, text, strong, family) {
  const key = `${strong} ${text}`;
  if (!widths.has(key)) {
    context.font = fontOf(strong, family);
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// Rows of 8 pixels, each a list of taken stretches: a label takes the rows it stands in and one more for air.
const rowsAt = (y) => [0, 1, 2].map((row) => Math.floor(y / 8) + row);

function isFree(rows, x, y, half) {
  return rowsAt(y).every((row) => (rows.get(row) ?? []).every(([from, to]) => x + half < from || x - half > to));
}

function claim(rows, x, y, half) {
  for (const row of rowsAt(y)) rows.set(row, [...(rows.get(row) ?? []), [x - half, x + half]]);
}

// The node whose name stands at a point of the screen.
export function labelAt(labels, { x, y }) {
  return labels.find((label) => Math.abs(x - label.x) < label.half - 4 && y >= label.y && y < label.y + HEIGHT)?.node;
}
