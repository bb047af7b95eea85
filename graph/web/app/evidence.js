// Sentences in the panel: those of a pair, those of a document.

import { element } from "./dom.js";
import { documentLink } from "./entity.js";
import { counts } from "./measures.js";
import { grows } from "./opened.js";
import { entityLink, entityRow, facts, moreRows, note, rowsOf, title2 } from "./panel.js";
import { highlight } from "./picture.js";
import { edgeOf, nodeOf } from "./shown.js";
import { choose, hasPeriod, state } from "./state.js";
import { dates, number, say } from "./words.js";

// Sentences asked for at a time; a page from disk has no more.
const SENTENCES = 50;

export async function pairPanel(source, [a, b], { move, again }) {
  const key = `pair ${a} ${b}`;
  const limit = rowsOf(key, SENTENCES);
  const quotes = await source.evidence(a, b, { ...state, limit });
  const ends = [nodeOf(a), nodeOf(b)];
  if (!ends[0] || !ends[1]) return { title: say("unknown"), parts: [note(say("unknown_why"))], key };
  const title = [entityLink(ends[0]), " — ", entityLink(ends[1])];
  const edge = edgeOf(a, b);
  if (!edge) return { title, parts: [note(say("no_line")), source.unknown ? note(say("no_line_cut", { n: number(source.unknown) })) : null], key };
  highlight(ends, [], [edge], { move });
  const [windows, documents] = counts(edge);
  const measures = ["jaccard", "log_likelihood", "above_noise"].map((name) => `${say(`measure_${name}`)} ${edge[name]}`);
  const parts = [
    facts([windows, say("together")], [documents, say("documents")]),
    hasPeriod() ? note(say("in_period")) : null,
    edge.first ? note(`${say("dates")} ${dates(edge.first, edge.last)}`) : note(say("no_dates")),
    note(measures.join(" · ")),
    edge.undrawn ? note(say("undrawn")) : null,
    title2(`${say("evidence")} · ${say(quotes.length < windows ? "some" : "all", { n: number(quotes.length), m: number(windows) })}`),
    windows && !quotes.length ? note(say(edge.quotes?.length ? "quotes_elsewhere" : "quotes_cut")) : null,
    ...quotes.map(quoteBlock),
    grows() && limit < windows ? moreRows(say("more_quotes"), SENTENCES, again) : null,
  ];
  return { title, parts, key };
}

export async function documentPanel(source, id) {
  const found = await source.document(id);
  if (!found) return { title: say("unknown"), parts: [note(say("unknown_why"))], key: `doc ${id}` };
  const named = [...new Set(found.sentences.flatMap(({ nodes }) => [...nodes]))];
  highlight([], named.map(({ id: named_ }) => nodeOf(named_)).filter(Boolean), [], { move: true });
  const rows = named.map((node) => entityRow(node, node.documents, () => choose({ node: node.id })));
  const parts = [
    note([found.date, found.source].filter(Boolean).join(" · ")),
    address(found.source),
    title2(say("quoted", { n: number(found.sentences.length) })),
    ...found.sentences.map(({ text, spans }) => element("blockquote", "", marked(text, spans))),
    rows.length ? title2(say("named")) : null,
    element("ul", "list", ...rows),
  ];
  return { title: found.title || say("untitled"), parts, key: `doc ${id}` };
}

// A link only where the source is an address of the web: no other scheme is ever followed.
function address(source) {
  if (!/^https?:\/\//i.test(source)) return null;
  const link = element("a", "", say("open_source"));
  Object.assign(link, { href: source, target: "_blank", rel: "noopener noreferrer" });
  return element("p", "note", link);
}

export function quoteBlock(quote) {
  const block = element("blockquote", "", marked(quote.text, quote.spans), element("footer", "", documentLink(quote)));
  if (quote.also.length) {
    const others = quote.also.map((other) => element("li", "", documentLink(other)));
    block.append(element("details", "", element("summary", "", say("also", { n: number(quote.also.length) })), element("ul", "documents", ...others)));
  }
  return block;
}

// Spans count code points, JavaScript strings count UTF-16 units: hence the array.
export function marked(text, spans) {
  const characters = Array.from(text);
  const line = element("p");
  let done = 0;
  for (const [from, end] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const start = Math.max(from, done);
    if (end <= start) continue;
    line.append(characters.slice(done, start).join(""), element("mark", "", characters.slice(start, end).join("")));
    done = end;
  }
  line.append(characters.slice(done).join(""));
  return line;
}
