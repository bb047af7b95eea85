// The picture as it stands on the screen, as SVG and as PNG, with a legend and what it shows.

import { byId } from "./dom.js";
import { save } from "./csv.js";
import { colorOf, paint, typeColor, typeLabel } from "./looks.js";
import { scene } from "./picture.js";
import { onMap, shown } from "./shown.js";
import { state } from "./state.js";

const SVG = "http://www.w3.org/2000/svg";
const SHARP = 2; // pixels of the PNG for each of the screen
const LINE = 18;

export function saveSvg() {
  save(nameOfFile("svg"), new Blob([svgText()], { type: "image/svg+xml" }));
}

export function savePng() {
  const drawing = new Image();
  drawing.addEventListener("load", () => {
    const copy = document.createElement("canvas");
    Object.assign(copy, { width: drawing.width * SHARP, height: drawing.height * SHARP });
    copy.getContext("2d").drawImage(drawing, 0, 0, copy.width, copy.height);
    copy.toBlob((blob) => save(nameOfFile("png"), blob), "image/png");
  });
  drawing.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText())}`;
}

// After what the panel shows, with nothing in it that a file's name cannot have.
function nameOfFile(ending) {
  const title = byId("panel").querySelector("h1")?.textContent ?? "";
  const plain = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 40);
  return `${["guanxi", plain].filter(Boolean).join("-")}.${ending}`;
}

// Made as a document and written by the browser, so that names stay text.
function svgText() {
  const { at, width, height, labels, chosen } = scene();
  const made = document.implementation.createDocument(SVG, "svg");
  const add = (parent, tag, attributes, text) => {
    const part = made.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
    if (text) part.textContent = text;
    parent.append(part);
    return part;
  };
  const root = made.documentElement;
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) root.setAttribute(name, value);
  add(root, "rect", { width, height, fill: paint.ground });
  addLines(add, root, at, chosen);
  addDiscs(add, root, at, chosen);
  for (const label of labels) {
    // Attributes, not a style: the policy of the page allows none of those.
    const font = { "font-family": paint.font, "font-size": label.strong ? 13 : 12, "font-weight": label.strong ? 600 : 400 };
    const colors = { fill: paint.text, stroke: paint.ground, "stroke-width": 3, "paint-order": "stroke" };
    add(root, "text", { x: short(label.x), y: short(label.y + 11), "text-anchor": "middle", ...font, ...colors }, label.text);
  }
  addLegend(add, root, height);
  return new XMLSerializer().serializeToString(made);
}

function addLines(add, root, at, chosen) {
  const faded = chosen.nodes.size > 0;
  for (const edge of new Set([...shown.edges, ...chosen.edges])) {
    const [a, b] = [at(edge.a), at(edge.b)];
    const main = chosen.edges.includes(edge);
    const look = main ? { stroke: paint.accent, opacity: 0.6 } : { stroke: paint.edge, opacity: faded ? 0.04 : 0.3 };
    add(root, "line", { x1: short(a.x), y1: short(a.y), x2: short(b.x), y2: short(b.y), "stroke-width": short(Math.max(0.6, edge.width / 2)), ...look });
  }
}

function addDiscs(add, root, at, chosen) {
  for (const node of shown.nodes) {
    const { x, y, r } = at(node);
    const ring = chosen.main.has(node) ? { stroke: paint.accent, "stroke-width": 3 } : {};
    const opacity = chosen.nodes.size && !chosen.nodes.has(node) ? 0.14 : 1;
    add(root, "circle", { cx: short(x), cy: short(y), r: short(Math.max(r, 1)), fill: colorOf(node), opacity, ...ring });
  }
}

// What the colours mean, how much is shown, and when it was saved.
function addLegend(add, root, height) {
  const box = add(root, "g", { "font-family": paint.font, "font-size": 12, fill: paint.text });
  const types = state.color === "type" && !onMap() ? [...new Set(Array.from(shown.nodes, ({ type }) => type))] : [];
  types.forEach((type, i) => {
    add(box, "circle", { cx: 14, cy: 14 + i * LINE, r: 5, fill: typeColor(type) });
    add(box, "text", { x: 26, y: 18 + i * LINE }, typeLabel(type));
  });
  const told = [document.title, byId("summary").textContent.replaceAll("\n", " · "), new Date().toISOString().slice(0, 10)];
  add(box, "text", { x: 10, y: height - 10, "font-size": 11 }, told.filter(Boolean).join(" · "));
}

const short = (value) => value.toFixed(1);
