// Sizes and colours of nodes, and the colours of the theme.

import { allNodes } from "./shown.js";
import { onChange, state } from "./state.js";
import { label } from "./words.js";

// Told apart also by those who see few colours; communities after these are grey.
const PALETTE = ["#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#edc948", "#b07aa1", "#9c755f", "#ff9da7", "#2f9e9e"];
const REST = "#8a939e";
const dark = matchMedia("(prefers-color-scheme: dark)");
const typeColors = new Map();
const typeKinds = new Map();
let most = {};

export const paint = { ground: "", text: "", accent: "", edge: "", font: "" };

export function setTypes(types) {
  for (const kind of types) {
    typeColors.set(kind.name, kind.color);
    typeKinds.set(kind.name, kind);
  }
}

export const typeLabel = (type) => (typeKinds.has(type) ? label(typeKinds.get(type)) : type);
export const typeColor = (type) => typeColors.get(type) ?? REST;
export const communityColor = (community) => PALETTE[community] ?? REST;
export function colorOf(node) {
  // On the map all are communities, and all have a colour.
  if (node.members) return PALETTE[node.number % PALETTE.length];
  return state.color === "type" ? typeColor(node.type) : communityColor(node.community);
}

export function sizeOf(node) {
  if (node.radius) return node.radius;
  if (most.nodes !== allNodes()) most = { nodes: allNodes() };
  most[state.size] ??= Math.max(1, ...allNodes().map((other) => other[state.size]));
  return 7 + 23 * Math.sqrt(node[state.size] / most[state.size]);
}

export function readPaint() {
  const wanted = state.theme === "auto" ? (dark.matches ? "dark" : "light") : state.theme;
  document.documentElement.dataset.theme = wanted;
  const style = getComputedStyle(document.documentElement);
  for (const key of ["ground", "text", "accent", "edge"]) paint[key] = style.getPropertyValue(`--${key}`).trim();
  paint.font = getComputedStyle(document.body).fontFamily;
}

// `repaint` is called when the colours of the theme have changed.
export function watchTheme(repaint) {
  const changed = () => {
    readPaint();
    repaint();
  };
  dark.addEventListener("change", changed);
  onChange(["theme"], changed);
  readPaint();
}
