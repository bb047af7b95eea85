// The nodes and the edges in view as tables: sorted by any column, with the keyboard too, and saved as CSV.

import { byId, button, element, refill } from "./dom.js";
import { csv, save } from "./csv.js";
import { counts } from "./measures.js";
import { onMap, shown } from "./shown.js";
import { change, choose, state } from "./state.js";
import { label, nameOf, number, say } from "./words.js";

const PAGE = 200;
let limit = PAGE;
let order = { key: "", down: true };

export function drawTable(types) {
  const box = byId("tables");
  if (!state.table && box.contains(document.activeElement)) byId("table").focus();
  const hidden = !state.table || onMap();
  box.hidden = hidden;
  if (hidden) return box.replaceChildren();
  const columns = state.table === "nodes" ? nodeColumns(types) : edgeColumns();
  const rows = sorted([...shown[state.table]], columns);
  return refill(box, toolbar(columns, rows), element("div", "scroll", tableOf(columns, rows)), more(rows, types));
}

export function resetTable() {
  limit = PAGE;
  order = { key: "", down: true };
}

// A column: its key, what stands in a row's cell, and for a name what it opens.
function nodeColumns(types) {
  const typeNames = new Map(types.map((type) => [type.name, label(type)]));
  return [
    { key: "name", value: nameOf, open: (node) => ({ node: node.id }) },
    { key: "type", value: (node) => typeNames.get(node.type) ?? node.type },
    ...["documents", "mentions", "neighbors", "strength"].map((key) => ({ key, value: (node) => node[key] })),
    { key: "first", value: (node) => node.first ?? "" },
    { key: "last", value: (node) => node.last ?? "" },
  ];
}

function edgeColumns() {
  const pair = ({ a, b }) => ({ pair: [a.id, b.id] });
  return [
    { key: "source", value: (edge) => nameOf(edge.a), open: pair },
    { key: "target", value: (edge) => nameOf(edge.b), open: pair },
    { key: "weight", value: (edge) => counts(edge)[0] },
    { key: "documents", value: (edge) => counts(edge)[1] },
    ...["jaccard", "log_likelihood", "above_noise"].map((key) => ({ key, value: (edge) => edge[key] })),
    { key: "first", value: (edge) => edge.first ?? "" },
    { key: "last", value: (edge) => edge.last ?? "" },
  ];
}

function sorted(rows, columns) {
  const column = columns.find(({ key }) => key === order.key);
  if (!column) return rows;
  const way = order.down ? -1 : 1;
  const { compare } = new Intl.Collator(state.lang === "zh" ? "zh-CN" : "en");
  const keyed = rows.map((row) => ({ row, value: column.value(row) }));
  // Whichever way, what has no value comes last.
  keyed.sort(({ value: a }, { value: b }) => (a === "") - (b === "") || way * (typeof a === "number" ? a - b : compare(a, b)));
  return keyed.map(({ row }) => row);
}

function toolbar(columns, rows) {
  const tabs = ["nodes", "edges"].map((key) => {
    const made = button("", () => change({ table: key }), say(`table_${key}`, { n: number(shown[key].size) }));
    made.dataset.key = `tab ${key}`;
    made.setAttribute("aria-pressed", String(state.table === key));
    return made;
  });
  const header = [...columns.map(({ key }) => say(`column_${key}`)), ...(state.table === "nodes" ? ["id"] : ["source_id", "target_id"])];
  const keep = button("", () => {
    const cells = rows.map((row) => [...columns.map(({ value }) => value(row)), ...(row.id ? [row.id] : [row.a.id, row.b.id])]);
    save(`guanxi-${state.table}.csv`, new Blob([csv([header, ...cells])], { type: "text/csv" }));
  }, say("csv"));
  keep.id = "csv";
  return element("div", "row", element("div", "segments", ...tabs), keep, button("", () => change({ table: "" }), say("table_close")));
}

function tableOf(columns, rows) {
  // What people look for first: the largest number, the beginning of the alphabet, the earliest day.
  const numeric = (value) => rows.length > 0 && typeof value(rows[0]) === "number";
  const heads = columns.map(({ key, value }) => {
    const on = order.key === key;
    const made = button("", () => {
      order = { key, down: on ? !order.down : numeric(value) };
      redraw();
    }, say(`column_${key}`));
    made.dataset.key = `sort ${key}`;
    const head = element("th", "", made);
    head.scope = "col";
    head.setAttribute("aria-sort", on ? (order.down ? "descending" : "ascending") : "none");
    return head;
  });
  const body = rows.slice(0, limit).map((row) => element("tr", "", ...columns.map((column) => cellOf(column, row))));
  const made = element("table", "", element("thead", "", element("tr", "", ...heads)), element("tbody", "", ...body));
  made.setAttribute("aria-label", say(`table_${state.table}`, { n: number(rows.length) }));
  return made;
}

function cellOf({ value, open }, row) {
  const content = value(row);
  if (open) return element("td", "", button("link name", () => choose(open(row)), content));
  return typeof content === "number" ? element("td", "number", number(content)) : element("td", "", content);
}

let redraw = () => {};

function more(rows, types) {
  redraw = () => drawTable(types);
  if (rows.length <= limit) return "";
  return button("more", () => {
    const first = limit;
    limit += PAGE;
    redraw();
    byId("tables").querySelectorAll("tbody tr")[first].querySelector("button").focus();
  }, say("more", { n: number(rows.length - limit) }));
}
