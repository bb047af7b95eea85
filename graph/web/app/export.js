// The picture as it stands on the screen, as PNG and as SVG.

import { save } from "./csv.js";
import { colorOf, paint } from "./looks.js";
import { scene } from "./picture.js";
import { shown } from "./shown.js";

const SVG = "http://www.w3.org/2000/svg";

export function savePng() {
  const { canvas } = scene();
  const copy = document.createElement("canvas");
  Object.assign(copy, { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d");
  context.fillStyle = paint.ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => save("guanxi.png", blob), "image/png");
}

export function saveSvg() {
  save("guanxi.svg", new Blob([svgText()], { type: "image/svg+xml" }));
}

// Made as a document and written by the browser, so that names stay text.
function svgText() {
  const { at, width, height, labels, chosen } = scene();
  const made = document.implementation.createDocument(SVG, "svg");
  const root = made.documentElement;
  const add = (tag, attributes, text) => {
    const part = made.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
    if (text) part.textContent = text;
    root.append(part);
  };
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) root.setAttribute(name, value);
  add("rect", { width, height, fill: paint.ground });
  const faded = chosen.nodes.size > 0;
  for (const edge of new Set([...shown.edges, ...chosen.edges])) {
    const [a, b] = [at(edge.a), at(edge.b)];
    const main = chosen.edges.includes(edge);
    const opacity = main ? 0.6 : faded ? 0.06 : 0.3;
    add("line", { x1: short(a.x), y1: short(a.y), x2: short(b.x), y2: short(b.y), stroke: main ? paint.accent : paint.edge, "stroke-width": main ? 1.5 : 0.7, opacity });
  }
  for (const node of shown.nodes) {
    const { x, y, r } = at(node);
    add("circle", { cx: short(x), cy: short(y), r: short(Math.max(r, 1)), fill: colorOf(node), opacity: faded && !chosen.nodes.has(node) ? 0.14 : 1 });
  }
  for (const label of labels) {
    // Attributes, not a style: the policy of the page allows none of those.
    const font = { "font-family": paint.font, "font-size": label.strong ? 13 : 12, "font-weight": label.strong ? 600 : 400 };
    const colors = { fill: paint.text, stroke: paint.ground, "stroke-width": 3, "paint-order": "stroke" };
    add("text", { x: short(label.x), y: short(label.y + 11), "text-anchor": "middle", ...font, ...colors }, label.text);
  }
  return new XMLSerializer().serializeToString(made);
}

const short = (value) => value.toFixed(1);
