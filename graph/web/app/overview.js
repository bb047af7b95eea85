// What the panel shows when nothing is chosen: what was left out, and where to begin.

import { element } from "./dom.js";
import { entityRow, note, title2 } from "./panel.js";
import { allEdges, allNodes, onMap, shown } from "./shown.js";
import { choose, filtered } from "./state.js";
import { nameOf, number, say } from "./words.js";

const TOP = 15;

export function overview(extent) {
  const counted = filtered() ? linksInView() : (node) => node.neighbors;
  const strongest = [...shown.nodes].sort((a, b) => counted(b) - counted(a) || a.number - b.number).slice(0, TOP);
  const rows = strongest.map((node) => entityRow(node, counted(node), () => choose({ node: node.id })));
  const list = rows.length ? [title2(say("top")), element("ul", "list", ...rows)] : [];
  return { title: say("overview"), parts: [note(say("help")), ...list, ...rule(extent).map(note)], key: "home" };
}

function linksInView() {
  const links = new Map();
  for (const { a, b } of shown.edges) for (const end of [a, b]) links.set(end, (links.get(end) ?? 0) + 1);
  return (node) => links.get(node) ?? 0;
}

// How much the page holds of the graph, and how much of that the filters let through.
export function summary(extent) {
  const [n, e] = [allNodes().length, allEdges().length];
  if (!n) return "";
  const values = { n: number(n), N: number(extent.entities), e: number(e), E: number(extent.comentions) };
  const lines = [say({ whole: "shown", served: "served" }[extent.rule] ?? "cut", values)];
  if (extent.rule === "served" && !onMap()) lines.push(say("on_picture", values));
  if (shown.nodes.size < n || shown.edges.size < e) {
    lines.push(say("in_view", { n: number(shown.nodes.size), e: number(shown.edges.size) }));
  }
  return lines.join("\n");
}

// By which rule it was chosen, where something was left out.
function rule(extent) {
  if (!allNodes().length) return [];
  const centre = allNodes().find((node) => node.id === extent.focus);
  const chosenBy = ["whole", "served"].includes(extent.rule) ? [] : [say(`rule_${extent.rule}`, { focus: centre ? nameOf(centre) : "", depth: extent.depth })];
  return extent.min > 1 ? [...chosenBy, say("rule_weight", { n: number(extent.min) })] : chosenBy;
}
