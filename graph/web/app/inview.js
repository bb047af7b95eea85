// Which links are in view: lines, and by the same filters those that the picture has no room for.

import { counts, score } from "./measures.js";
import { shown } from "./shown.js";
import { state } from "./state.js";

export function inView(edge) {
  if (!edge.undrawn) return shown.edges.has(edge);
  if (!shown.nodes.has(edge.a) || !shown.nodes.has(edge.b) || counts(edge)[0] < state.min) return false;
  return state.least === -Infinity || score(edge, state.by) >= state.least;
}
