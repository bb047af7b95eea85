// Which nodes and edges are in view: everything that follows from the filters is worked out here, once per change.

import { distances } from "./chains.js";
import { counts, score } from "./measures.js";
import { change, hasPeriod, state } from "./state.js";

export const shown = { nodes: new Set(), edges: new Set() };
let graph = { nodes: [], edges: [] };
let known = new Map();

export function setGraph(loaded) {
  graph = loaded;
  known = new Map(graph.nodes.map((node) => [node.id, node]));
  recount();
}

export const allNodes = () => graph.nodes;
export const allEdges = () => graph.edges;
export const nodeOf = (id) => known.get(id);
export const edgeOf = (a, b) => known.get(a)?.links.find((edge) => across(edge, known.get(a)).id === b);
export const across = (edge, node) => (edge.a === node ? edge.b : edge.a);

const typeShown = (node) => !state.hide.includes(node.type) && !state.apart.includes(String(node.community));

// Whether an edge passes all filters but the period.
function passes(edge) {
  if (!typeShown(edge.a) || !typeShown(edge.b)) return false;
  return state.least === -Infinity || score(edge, state.by) >= state.least;
}

export function recount() {
  let edges = graph.edges.filter((edge) => passes(edge) && counts(edge)[0] >= state.min);
  let nodes = graph.nodes.filter(typeShown);
  if (state.min > 1 || state.least !== -Infinity || hasPeriod()) {
    const linked = new Set(edges.flatMap(({ a, b }) => [a, b]));
    nodes = nodes.filter((node) => linked.has(node));
  }
  const centre = known.get(state.focus);
  if (centre) {
    const open = new Set(edges);
    const near = distances(centre, state.depth, (node) => node.links.filter((edge) => open.has(edge)).map((edge) => ({ next: across(edge, node) })));
    nodes = [...near.keys()];
    edges = edges.filter(({ a, b }) => near.has(a) && near.has(b));
  }
  shown.nodes = new Set(nodes);
  shown.edges = new Set(edges);
}

// Windows per month of all that the other filters let through: the bars above the period.
export function perMonth() {
  const months = new Map();
  for (const edge of graph.edges) {
    if (!passes(edge)) continue;
    for (const [month, windows] of edge.months) months.set(month, (months.get(month) ?? 0) + windows);
  }
  return months;
}

// Take back what hides a node that was chosen by name: its type, its community, a focus elsewhere.
export function reveal(...nodes) {
  const hide = state.hide.filter((type) => nodes.every((node) => node.type !== type));
  const apart = state.apart.filter((community) => nodes.every((node) => String(node.community) !== community));
  change({ hide, apart });
  if (state.focus && nodes.some((node) => !shown.nodes.has(node))) change({ focus: "" });
}
