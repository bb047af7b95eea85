// Which nodes and edges are in view: everything that follows from the filters is worked out here, once per change.

import { distances } from "./chains.js";
import { counts, score } from "./measures.js";
import { change, hasPeriod, state } from "./state.js";

export const shown = { nodes: new Set(), edges: new Set() };
let graph = { nodes: [], edges: [] };
let known = new Map();
let turn = 0;

export function setGraph(loaded) {
  graph = loaded;
  turn += 1;
  known = new Map(graph.nodes.map((node) => [node.id, node]));
  recount();
}

// Another number with each graph.
export const graphNumber = () => turn;
export const allNodes = () => graph.nodes;
// The map of a server's graph has communities for nodes; filters do not apply to them.
export const onMap = () => Boolean(graph.isMap);
export const mapFacts = () => graph;
export const gone = () => graph.unknown ?? [];
export const allEdges = () => graph.edges;
export const nodeOf = (id) => known.get(id);
export const edgeOf = (a, b) => known.get(a)?.links.find((edge) => across(edge, known.get(a)).id === b);
export const across = (edge, node) => (edge.a === node ? edge.b : edge.a);

const typeShown = (node) => !state.hide.includes(node.type) && !state.apart.includes(String(node.community));

function passes(edge) {
  if (!typeShown(edge.a) || !typeShown(edge.b)) return false;
  return state.least === -Infinity || score(edge, state.by) >= state.least;
}

// The edges that all filters let through, where `windows` tells how often an edge was seen; with a focus, the nodes too.
function passing(windows) {
  const edges = new Set(graph.edges.filter((edge) => passes(edge) && windows(edge) >= state.min));
  const centre = known.get(state.focus);
  if (!centre) return { edges };
  const near = distances(centre, state.depth, (node) => node.links.filter((edge) => passes(edge) && windows(edge) >= state.min).map((edge) => ({ next: across(edge, node) })));
  return { near: new Set(near.keys()), edges: new Set([...edges].filter(({ a, b }) => near.has(a) && near.has(b))) };
}

export function recount() {
  if (graph.isMap) {
    Object.assign(shown, { nodes: new Set(graph.nodes), edges: new Set(graph.edges) });
    return;
  }
  const { edges, near } = passing((edge) => counts(edge)[0]);
  shown.edges = edges;
  shown.nodes = near ?? new Set(state.min > 1 || state.least !== -Infinity || hasPeriod() ? linked(edges) : graph.nodes.filter(typeShown));
}

const linked = (edges) => graph.nodes.filter((node) => node.links.some((edge) => edges.has(edge)));

// Windows per month of what the filters but the period let through: the bars above the period. All months of the graph
// are told, so that the bars stay in their places.
export function perMonth() {
  const { edges } = passing((edge) => edge.weight);
  const months = new Map();
  for (const edge of graph.edges) {
    for (const [month, windows] of edge.months) months.set(month, (months.get(month) ?? 0) + (edges.has(edge) ? windows : 0));
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
