// One entity in the panel: what it is called, whom it is named with, where it stands.

import { button, dot, element, select } from "./dom.js";
import { addedAt } from "./extras.js";
import { typeColor } from "./looks.js";
import { burstsNote, entityRow, facts, FARTHEST, moreRows, note, rowsOf, title2 } from "./panel.js";
import { inView } from "./inview.js";
import { highlight } from "./picture.js";
import { grows } from "./opened.js";
import { across, edgeOf, nodeOf } from "./shown.js";
import { change, choices, choose, hasPeriod, state } from "./state.js";
import { dates, label, nameOf, number, reason, say } from "./words.js";

// Rows shown at a time.
const ROWS = 100;

export async function entityPanel(source, id, { types, move, again }) {
  const entity = await source.entity(id);
  if (!entity) return { title: say("unknown"), parts: [note(say("unknown_why"))], key: `node ${id}` };
  const rows = rowsOf(`node ${id}`, ROWS);
  const asked = { rank: rankOf(), among: inView, limit: grows() ? rows : Infinity, ...serverFilters(types) };
  const [near, bursts] = await Promise.all([asked.type?.length === 0 ? [] : source.neighbors(id, asked), source.bursts(id)]);
  const parts = [
    kind(entity, types),
    facts([entity.documents, say("documents")], [entity.mentions, say("mentions")], [entity.neighbors, say("ties")]),
    entity.first ? note(`${say("dates")} ${dates(entity.first, entity.last)}`) : undated(entity),
    burstsNote(bursts),
    actions(entity),
    ...aliases(entity),
    ...addedAt("entity", entity, types),
    ...neighbors(entity, near, rows),
    (grows() ? near.length === rows && rows < FARTHEST : near.length > rows) ? moreRows(say("more_neighbors"), ROWS, again) : null,
    ...leftOut(entity, near),
    ...(await documents(source, entity)),
  ];
  return { title: nameOf(entity), parts, key: `node ${id}`, light: () => lightUp(id, near, move) };
}

// In the picture all lines of an entity that are in view, and those that it has no room for to whom the list tells.
function lightUp(id, near, move) {
  const node = nodeOf(id);
  if (!node) return highlight([], [], [], { move });
  const edges = new Set(node.links.filter(inView));
  for (const other of near) {
    const end = nodeOf(other.id);
    if (end && !edgeOf(id, other.id)) edges.add({ a: node, b: end, weight: other.sentences, width: 1 });
  }
  return highlight([node], [...edges].map((edge) => across(edge, node)), [...edges], { move });
}

// A server knows what stands out from chance of all time only.
const ranks = () => choices("rank").filter((rank) => rank !== "above_noise" || !grows() || !hasPeriod());
const rankOf = () => (ranks().includes(state.rank) ? state.rank : "weight");

function kind(entity, types) {
  const type = types.find(({ name }) => name === entity.type);
  return element("p", "kind", dot(typeColor(entity.type)), type ? label(type) : entity.type);
}

const undated = (entity) => (entity.neighbors ? note(say("no_dates")) : null);

// A server asks the whole graph: of the filters, those that it knows.
function serverFilters(types) {
  const { min, since, until, hide } = state;
  const open = types.map(({ name }) => name).filter((name) => !hide.includes(name));
  return { min, since, until, type: hide.length ? open : undefined };
}

function actions({ id, neighbors: all }) {
  const focused = state.focus === id;
  const focus = button("", () => change({ focus: focused ? "" : id }), say(focused ? "unfocus" : "focus"));
  focus.dataset.key = "focus";
  const path = button("", () => choose({ path: [id, ""] }), say("path_from"));
  if (!grows() || all <= linksOf(id)) return element("p", "actions", focus, path);
  const expand = button("", () => change({ open: [...state.open, `around:${id}`], apart: [] }), say("expand"));
  expand.dataset.key = "expand";
  return element("p", "actions", expand, focus, path);
}

function aliases(entity) {
  if (!entity.aliases.length) return [];
  const items = entity.because.map(([why, where], i) => (
    element("li", "", element("span", "name", entity.aliases[i]), element("span", "why", [reason(why), where].filter(Boolean).join(" · ")), ...addedAt("alias", entity, entity.aliases[i]))
  ));
  const more = entity.aliases.length - items.length;
  return [title2(say("aliases")), element("ul", "aliases", ...items), more ? note(say("more_aliases", { n: number(more) })) : null];
}

function neighbors(entity, near, rows) {
  const parts = [];
  if (near.length) {
    const most = Math.max(...near.map((other) => Math.abs(other.score))) || 1;
    const cut = grows() && near.length === rows;
    const told = cut ? `${number(rows)} / ${number(entity.neighbors)}` : number(near.length);
    const rank = select(say("rank"), ranks(), rankOf(), (key) => say(`measure_${key}`), (value) => change({ rank: value }));
    rank.dataset.key = "rank";
    parts.push(element("div", "row", title2(say("neighbors", { n: told })), rank));
    parts.push(note(say(`about_${rankOf()}`)));
    if (hasPeriod()) parts.push(note(say("in_period")));
    parts.push(element("ul", "list bars", ...near.slice(0, rows).map((other) => row(entity, other, most))));
  }
  if (!entity.neighbors) parts.push(note(say("alone")));
  return parts;
}

const linksOf = (id) => nodeOf(id)?.links.length ?? 0;

// How many neighbours neither the list nor the picture has.
function leftOut(entity, near) {
  const parts = [];
  const onPage = linksOf(entity.id);
  if (grows()) return entity.neighbors > onPage ? [note(say("more_undrawn", { n: number(entity.neighbors - onPage) }))] : [];
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

// An id that was given, not made of the text, tells which of many articles in one file it is.
const idOf = (id, source) => (/^[0-9a-f]{16}$/.test(id) || source?.includes(id) ? "" : id);

export function documentLink({ document: id, title, source, date }) {
  const made = button("link", () => choose({ doc: id }), element("span", "name", title || say("untitled")));
  return element("span", "", made, element("small", "", [date, source, idOf(id, source)].filter(Boolean).join(" · ")));
}
