// One entity in the panel: what it is called, whom it is named with, where it stands.

import { button, dot, element, select } from "./dom.js";
import { typeColor } from "./looks.js";
import { entityRow, facts, note, title2 } from "./panel.js";
import { highlight } from "./picture.js";
import { allNodes, edgeOf, nodeOf, shown } from "./shown.js";
import { change, choices, choose, hasPeriod, state } from "./state.js";
import { dates, label, nameOf, number, reason, say } from "./words.js";

export async function entityPanel(source, id, { types, move }) {
  const entity = await source.entity(id);
  if (!entity) return { title: say("unknown"), parts: [note(say("unknown_why"))], key: `node ${id}` };
  const near = await source.neighbors(id, { rank: state.rank, among: (edge) => shown.edges.has(edge) });
  const node = nodeOf(id);
  highlight([node], near.map((other) => nodeOf(other.id)), near.map((other) => edgeOf(id, other.id)), { move });
  const parts = [
    kind(entity, types),
    facts([entity.documents, say("documents")], [entity.mentions, say("mentions")], [entity.neighbors, say("ties")]),
    entity.first ? note(`${say("dates")} ${dates(entity.first, entity.last)}`) : undated(entity),
    actions(id),
    ...aliases(entity),
    ...neighbors(entity, near),
    ...(await documents(source, entity)),
  ];
  return { title: nameOf(entity), parts, key: `node ${id}` };
}

function kind(entity, types) {
  const type = types.find(({ name }) => name === entity.type);
  return element("p", "kind", dot(typeColor(entity.type)), type ? label(type) : entity.type);
}

const undated = (entity) => (entity.neighbors ? note(say("no_dates")) : null);

function actions(id) {
  const focused = state.focus === id;
  const focus = button("", () => change({ focus: focused ? "" : id }), say(focused ? "unfocus" : "focus"));
  focus.dataset.key = "focus";
  const path = button("", () => choose({ path: [id, ""] }), say("path_from"));
  return element("p", "actions", focus, path);
}

function aliases(entity) {
  if (!entity.aliases.length) return [];
  const items = entity.aliases.map((alias, i) => {
    const [why, where] = entity.because[i];
    return element("li", "", element("span", "name", alias), element("span", "why", [reason(why), where].filter(Boolean).join(" · ")));
  });
  return [title2(say("aliases")), element("ul", "aliases", ...items)];
}

function neighbors(entity, near) {
  const parts = [];
  if (near.length) {
    const most = Math.max(...near.map((other) => Math.abs(other.score))) || 1;
    const rank = select(say("rank"), choices("rank"), state.rank, (key) => say(`measure_${key}`), (value) => change({ rank: value }));
    rank.dataset.key = "rank";
    parts.push(element("div", "row", title2(say("neighbors", { n: number(near.length) })), rank));
    parts.push(note(say(`about_${state.rank}`)));
    if (hasPeriod()) parts.push(note(say("in_period")));
    parts.push(element("ul", "list bars", ...near.map((other) => row(entity, other, most))));
  }
  const onPage = nodeOf(entity.id).links.length;
  if (!entity.neighbors) parts.push(note(say("alone")));
  if (onPage > near.length) parts.push(note(say("filtered", { n: number(onPage - near.length) })));
  if (entity.neighbors > onPage) parts.push(note(say("hidden", { n: number(entity.neighbors - onPage) })));
  return parts;
}

function row(entity, other, most) {
  const bar = element("span", "bar");
  bar.style.width = `${Math.max(4, (100 * Math.max(other.score, 0)) / most)}%`;
  const value = Number.isInteger(other.score) ? other.score : Number(other.score.toPrecision(3));
  return entityRow(other, value, () => choose({ pair: [entity.id, other.id] }), bar);
}

async function documents(source, entity) {
  const found = await source.documents(entity.id);
  if (!found.length) return [];
  const more = entity.documents - found.length;
  return [
    title2(say(more > 0 ? "documents_latest" : "documents_of", { n: number(found.length), m: number(entity.documents) })),
    element("ul", "documents", ...found.map((document_) => element("li", "", documentLink(document_)))),
  ];
}

export function documentLink({ document: id, title, source, date }) {
  const made = button("link", () => choose({ doc: id }), element("span", "name", title || say("untitled")));
  return element("span", "", made, element("small", "", [date, source].filter(Boolean).join(" · ")));
}

export const strongestHubs = (count) => [...allNodes()].sort((a, b) => b.neighbors - a.neighbors || a.number - b.number).slice(0, count);
