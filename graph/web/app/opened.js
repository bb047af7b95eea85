// What of a graph is in the picture. A page from disk holds all it has from the start; of a server's graph parts are
// opened one after another, as the address lists them, and without any it is the map of the communities.

import { edgeOf, nodeOf, setGraph } from "./shown.js";
import { change, choose, state } from "./state.js";

let origin;
let there = null;
let latest = 0;

export function openFrom(from) {
  origin = from;
}

export const grows = () => Boolean(origin.grows);

// Have in the picture what the address opens; true if the picture is another one now.
export async function load() {
  const wanted = origin.grows ? state.open.join("\n") : "";
  if (wanted === there) return false;
  const turn = (latest += 1);
  const graph = await origin.subgraph(state.open);
  if (turn !== latest) return false;
  there = wanted;
  setGraph(graph);
  return true;
}

// Open what is needed for entities, and for lines between pairs of them, to be in the picture; true if there was any.
export function open(wanted) {
  const more = unopened(wanted);
  // Communities are numbered anew with each picture.
  if (more.length) change({ open: [...state.open, ...more], apart: [] });
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
  return [...new Set(wanted)].filter((token) => !state.open.includes(token));
}
