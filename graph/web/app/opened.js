// What of a graph is in the picture. A page from disk holds all it has from the start; of a server's graph parts are
// opened one after another, as the address lists them, and without any it is the map of the communities.

import { edgeOf, nodeOf, setGraph } from "./shown.js";
import { change, choose, state } from "./state.js";

let origin;
let drawn;
let there = null;
let asked = 0;
// What a server would not add to a picture, since it would be too large.
let refused = [];

// `draw` is called whenever the picture is another one.
export function openFrom(from, draw) {
  [origin, drawn] = [from, draw];
}

export const grows = () => Boolean(origin.grows);
export const isFull = () => refused.length > 0;

// Have in the picture what the address opens; true if it is another one now.
export async function load() {
  const wanted = origin.grows ? state.open.join("\n") : "";
  const turn = (asked += 1);
  if (wanted === there) return false;
  let graph;
  try {
    graph = await origin.subgraph(state.open);
  } catch (error) {
    if (turn === asked && error.kind === "limit" && there !== null) return takeBack();
    throw error;
  }
  if (turn !== asked) return false;
  there = wanted;
  if (!wanted) refused = [];
  setGraph(graph);
  drawn();
  return true;
}

// What is too much is not opened; the picture stays, and the panel can still tell of it.
function takeBack() {
  const before = there ? there.split("\n") : [];
  refused = [...refused, ...state.open.slice(before.length)];
  change({ open: before }, { quietly: true });
  return false;
}

// Open what is needed for entities, and for lines between pairs of them, to be in the picture; true if there was any.
export function open(wanted) {
  const more = unopened(wanted);
  // Communities are numbered anew with each picture.
  if (more.length) change({ open: [...state.open, ...more], apart: [] }, { quietly: true });
  return more.length > 0;
}

// Show other parts instead; none for the map.
export function openOnly(...tokens) {
  choose({ open: tokens, apart: [], focus: "", table: "" });
}

// What has to be opened before entities, and the lines between pairs of them, are in the picture.
function unopened({ around = [], only = [], pairs = [] }) {
  if (!origin.grows) return [];
  const wanted = [
    ...around.filter((id) => !nodeOf(id)).map((id) => `around:${id}`),
    ...[...only, ...pairs.flat()].filter((id) => !nodeOf(id)).map((id) => `only:${id}`),
    // Of many lines only the strongest are drawn; of what was opened by itself, all are.
    ...pairs.filter(([a, b]) => nodeOf(a) && nodeOf(b) && !edgeOf(a, b)).map(([a]) => `only:${a}`),
  ];
  return [...new Set(wanted)].filter((token) => !state.open.includes(token) && !refused.includes(token));
}
