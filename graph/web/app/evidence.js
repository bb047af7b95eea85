// Sentences in the panel: those of a pair, those of a document.

import { element } from "./dom.js";
import { documentLink } from "./entity.js";
import { counts } from "./measures.js";
import { grows } from "./opened.js";
import { burstsNote, entityLink, entityRow, facts, FARTHEST, moreRows, note, rowsOf, title2 } from "./panel.js";
import { highlight } from "./picture.js";
import { edgeOf, nodeOf } from "./shown.js";
import { choose, hasPeriod, state } from "./state.js";
import { dates, number, say } from "./words.js";

// Sentences asked for at a time; a page from disk has no more.
const SENTENCES = 50;

export async function pairPanel(source, [a, b], { move, again }) {
  const key = `pair ${a} ${b}`;
  const limit = rowsOf(key, SENTENCES);
  const ends = await Promise.all([a, b].map((id) => nodeOf(id) ?? source.entity(id)));
  if (!ends[0] || !ends[1]) return { title: say("unknown"), parts: [note(say("unknown_why"))], key };
  const title = [entityLink(ends[0]), " — ", entityLink(ends[1])];
  const [quotes, bursts] = await Promise.all([source.evidence(a, b, { ...state, limit }), source.bursts(a, b)]);
  const edge = edgeOf(a, b);
  const light = () => highlight(ends.filter(({ id }) => nodeOf(id)), [], edge ? [edge] : [], { move });
  if (!edge) return { title, parts: quotes.length ? quotes.map(quoteBlock) : notLinked(source), key, light };
  const [windows, documents] = counts(edge);
  const measures = ["jaccard", "log_likelihood", "above_noise"].map((name) => `${say(`measure_${name}`)} ${edge[name]}`);
  const parts = [
    facts([windows, say("together")], [documents, say("documents")]),
    hasPeriod() ? note(say("in_period")) : null,
    note(edge.first ? when(edge) : say("no_dates")),
    burstsNote(bursts),
    note(measures.join(" · ")),
    edge.undrawn ? note(say("undrawn")) : null,
    title2(`${say("evidence")} · ${amount(quotes, windows, limit)}`),
    windows && !quotes.length ? note(say(edge.quotes?.length ? "quotes_elsewhere" : "quotes_cut")) : null,
    ...quotes.map(quoteBlock),
    grows() && limit < Math.min(windows, FARTHEST) ? moreRows(say("more_quotes"), SENTENCES, again) : null,
  ];
  return { title, parts, key, light };
}

const notLinked = ({ unknown }) => [note(say("no_line")), unknown ? note(say("no_line_cut", { n: number(unknown) })) : null];

// When they were together, and of how many of all sentences that is known.
function when({ first, last, weight, months }) {
  const dated = months.reduce((sum, [, windows]) => sum + windows, 0);
  const share = dated < weight ? ` · ${say("dated_share", { n: number(dated), m: number(weight) })}` : "";
  return `${say("dates")} ${dates(first, last)}${share}`;
}

// How many sentences there are, and how many of them are told. A server leaves out none up to the limit: there are fewer
// quotes than sentences only because the same text stands once.
function amount(quotes, windows, limit) {
  const told = grows() ? Math.min(limit, windows) : quotes.length;
  return say(told < windows ? "some" : "all", { n: number(told), m: number(windows) });
}

export async function documentPanel(source, id) {
  const found = await source.document(id);
  if (!found) return { title: say("unknown"), parts: [note(say("unknown_why"))], key: `doc ${id}` };
  const named = [...new Set(found.sentences.flatMap(({ nodes }) => [...nodes]))];
  const light = () => highlight([], named.map((node) => nodeOf(node.id)).filter(Boolean), [], { move: true });
  const rows = named.map((node) => entityRow(node, node.documents, () => choose({ node: node.id })));
  const parts = [
    note([found.date, found.source].filter(Boolean).join(" · ")),
    address(found.source),
    title2(say("quoted", { n: number(found.sentences.length), m: number(found.windows ?? 0) })),
    ...found.sentences.map(({ text, spans }) => element("blockquote", "", marked(text, spans))),
    rows.length ? title2(say("named")) : null,
    element("ul", "list", ...rows),
  ];
  return { title: found.title || say("untitled"), parts, key: `doc ${id}`, light };
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
    block.append(element("details", "", element("summary", "", say("also", { n: number(quote.alsoTotal ?? quote.also.length) })), element("ul", "documents", ...others)));
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
