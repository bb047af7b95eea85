// What pairs are ranked and filtered by. Counts follow the period; the other measures are of all time.

import { hasPeriod, state } from "./state.js";

// These put pairs first that were seen once and never apart; so what was seen only once comes after all else.
const WITH_FLOOR = new Set(["jaccard", "above_noise"]);

const monthOf = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
export const monthText = (month) => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;

// The months between two texts like 2024-03, open where one is empty.
export function period({ since, until } = state) {
  return [since ? monthOf(since) : -Infinity, until ? monthOf(until) : Infinity];
}

// [windows, documents] of an edge in the period chosen.
export function counts(edge) {
  if (!hasPeriod()) return [edge.weight, edge.documents];
  const [first, last] = period();
  let windows = 0;
  let documents = 0;
  for (const [month, inMonth, ofMonth] of edge.months) {
    if (month < first || month > last) continue;
    windows += inMonth;
    documents += ofMonth;
  }
  return [windows, documents];
}

export function score(edge, measure) {
  const [windows, documents] = counts(edge);
  return { weight: windows, documents }[measure] ?? edge[measure];
}

export function byMeasure(measure) {
  const floor = (edge) => (WITH_FLOOR.has(measure) ? Number(edge.weight < 2) : 0);
  return (a, b) => floor(a) - floor(b) || score(b, measure) - score(a, measure) || b.weight - a.weight || a.number - b.number;
}
