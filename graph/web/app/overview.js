// What the panel shows when nothing is chosen: what was left out, and where to begin.

import { element } from "./dom.js";
import { entityRow, note, title2 } from "./panel.js";
import { allEdges, allNodes, gone, onMap, shown } from "./shown.js";
import { choose } from "./state.js";
import { nameOf, number, say } from "./words.js";

const TOP = 15;

export function overview(extent) {
  const strongest = [...shown.nodes].sort((a, b) => b.neighbors - a.neighbors || a.number - b.number).slice(0, TOP);
  const rows = strongest.map((node) => entityRow(node, node.neighbors, () => choose({ node: node.id })));
  const list = rows.length ? [title2(say("top")), element("ul", "list", ...rows)] : [];
  const lost = gone().length ? note(say("gone", { names: gone().map((token) => token.replace(/^\w+:/, "")).join("、") })) : null;
  const help = say(extent.rule === "served" ? "served_help" : "help");
  return { title: say("overview"), parts: [lost, note(help), ...list, ...rule(extent).map(note)], key: "home" };
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
