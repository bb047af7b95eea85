// Names over the picture, from the strongest down, each only where it covers no other.

import { shortName } from "./words.js";

const MOST = 90;
const STRONG = 12;
const widths = new Map();

export const fontOf = (strong, family) => `${strong ? "600 13px" : "12px"} ${family}`;

// [{text, x, y, strong}] for `nodes` in order of importance; `at` gives their place and radius on the screen. Those in
// `main` come first and are strong; without any, the first few are.
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
    const label = { text, x, y: y + Math.max(r, 3) + 3, strong };
    if (!claim(taken, label, widthOf(context, text, strong, family) / 2 + 6)) continue;
    labels.push(label);
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
function claim(rows, { x, y }, half) {
  const own = [0, 1, 2].map((row) => Math.floor(y / 8) + row);
  const free = own.every((row) => (rows.get(row) ?? []).every(([from, to]) => x + half < from || x - half > to));
  if (free) for (const row of own) rows.set(row, [...(rows.get(row) ?? []), [x - half, x + half]]);
  return free;
}
