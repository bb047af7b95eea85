// Paths in the panel: two names, up to three chains between them, each hop with its best sentence.

import { button, checkbox, dot, element } from "./dom.js";
import { quoteBlock } from "./evidence.js";
import { inView } from "./inview.js";
import { typeColor } from "./looks.js";
import { entityLink, note, title2 } from "./panel.js";
import { makePicker } from "./picker.js";
import { highlight } from "./picture.js";
import { edgeOf, nodeOf } from "./shown.js";
import { change, choose, state } from "./state.js";
import { nameOf, number, say } from "./words.js";

const PATHS = 3;
const HOPS = 6;
const HUBS = 5;

export async function routePanel(source, ends, { move }) {
  const [from, to] = await Promise.all(ends.map((id) => nodeOf(id) ?? (id ? source.entity(id) : undefined)));
  const parts = [endBox(source, 0, from), endBox(source, 1, to), await avoidance(source, ends)];
  const key = `path ${ends.join(" ")}`;
  if (!from || !to) {
    const light = () => highlight([from, to].filter(Boolean), [], [], { move });
    return { title: say("path"), parts: [note(say("path_help")), ...parts], key, begin: from ? "end 1" : "end 0", light };
  }
  const { avoid: without, since, until } = state;
  const asked = { paths: PATHS, hops: HOPS, avoid: without, since, until, among: inView };
  const found = from === to ? [] : await source.path(from.id, to.id, asked);
  const hops = found.flatMap((path) => path.hops.map((hop) => [hop.source, hop.target]));
  const light = () => {
    const nodes = found.flatMap((path) => path.nodes.map(({ id }) => nodeOf(id))).filter(Boolean);
    const edges = hops.map((pair) => edgeOf(...pair)).filter(Boolean);
    highlight([from, to], nodes, [...new Set(edges)], { move });
  };
  const lists = found.length ? found.flatMap((path, i) => chainOf(path, i)) : [note(say(from === to ? "path_same" : "path_none", { n: HOPS }))];
  if (source.unknown) parts.push(note(say("paths_cut", { n: number(source.unknown) })));
  return { title: `${nameOf(from)} → ${nameOf(to)}`, parts: [...parts, ...lists], key, light, wants: { pairs: hops } };
}

function endBox(source, which, node) {
  const input = element("input");
  const results = element("div", "results");
  results.id = `end-${which}`;
  Object.assign(input, { type: "search", autocomplete: "off", spellcheck: false, maxLength: 200, value: node ? nameOf(node) : "" });
  input.dataset.key = `end ${which}`;
  input.setAttribute("aria-label", say(which ? "path_to" : "path_start"));
  input.placeholder = say(which ? "path_to" : "path_start");
  // The input must stand beside its box before the picker is made.
  const picker = element("div", "picker", input, results);
  makePicker(input, results, source, (id) => choose({ path: [0, 1].map((end) => (end === which ? id : state.path[end] ?? "")) }));
  return picker;
}

// Hubs connect everything and explain little: the largest, and those switched off before, can be left out.
async function avoidance(source, ends) {
  const hubs = new Map((await source.hubs(HUBS)).map((node) => [node.id, node]));
  for (const id of state.avoid) if (!hubs.has(id)) hubs.set(id, nodeOf(id) ?? (await source.entity(id)));
  const boxes = [...hubs.values()].filter((node) => node && !ends.includes(node.id)).map((node) => {
    const box = checkbox(!state.avoid.includes(node.id), (on) => avoid(node.id, !on));
    box.dataset.key = `hub ${node.id}`;
    return element("label", "hub", box, element("span", "name", nameOf(node)), element("span", "count", number(node.neighbors)));
  });
  return element("fieldset", "", element("legend", "", say("hubs")), ...boxes);
}

function avoid(id, off) {
  const others = state.avoid.filter((other) => other !== id);
  change({ avoid: off ? [...others, id] : others });
}

// The sentence in which the two names stand nearest to each other.
function best(quotes) {
  const gap = ({ spans, of_a: n }) => Math.min(...spans.slice(0, n).flatMap((a) => spans.slice(n).map((b) => Math.max(a[0], b[0]) - Math.min(a[1], b[1]))));
  return [...quotes].sort((a, b) => gap(a) - gap(b)).slice(0, 1);
}

function chainOf({ nodes, hops }, place) {
  const parts = [title2(say("path_number", { n: number(place + 1), m: number(hops.length) }))];
  nodes.forEach((entity, i) => {
    const line = element("p", "stop", dot(typeColor(entity.type)), entityLink(entity));
    if (i && i < nodes.length - 1) line.append(button("skip", () => avoid(entity.id, true), say("skip")));
    parts.push(line);
    if (!hops[i]) return;
    const pair = [hops[i].source, hops[i].target];
    parts.push(button("link hop", () => choose({ pair }), say("hop", { n: number(hops[i].sentences) })));
    parts.push(...best(hops[i].evidence).map(quoteBlock));
  });
  return parts;
}
