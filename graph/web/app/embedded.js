// The data that stands in the page itself, behind the same questions and answers as the command line's --json and a
// server's API: every answer is a promise. Answers about pairs follow the filters of `asked`.

import { chains } from "./chains.js";
import { readJson } from "./dom.js";
import { Index } from "./find.js";
import { setFolds } from "./fold.js";
import { byMeasure, counts, monthText, score } from "./measures.js";

const table = ({ keys, rows }) => rows.map((row) => Object.fromEntries(keys.map((key, i) => [key, row[i]])));

export function openEmbedded() {
  const page = readJson("page");
  const drawn = readJson("network");
  setFolds(page.fold);
  return { page, options: drawn.options, source: new Embedded(page, drawn) };
}

class Embedded {
  #graph;
  #links;
  #page;
  #index;
  #byId;

  constructor(page, drawn) {
    const nodes = table(page.nodes).map((node, number) => ({ ...node, ...drawn.nodes[number], id: node.id, number, links: [] }));
    page.communities.forEach((members, community) => members.forEach((number) => Object.assign(nodes[number], { community })));
    const edges = table(page.edges).map((edge, number) => {
      const { from, to, width } = drawn.edges[number];
      return { ...edge, number, width, a: nodes[from], b: nodes[to] };
    });
    // What the picture has no room for is as much a link as its lines are.
    const others = table(page.others).map((edge, i) => {
      const [first, last] = [edge.months[0], edge.months.at(-1)].map((found) => (found ? monthText(found[0]) : null));
      return { ...edge, first, last, undrawn: true, number: edges.length + i, width: 1, a: nodes[edge.source], b: nodes[edge.target] };
    });
    this.#links = [...edges, ...others];
    for (const edge of this.#links) for (const end of [edge.a, edge.b]) end.links.push(edge);
    this.#graph = { nodes, edges };
    this.#page = page;
    this.#byId = new Map(nodes.map((node) => [node.id, node]));
    this.#index = new Index(nodes);
  }

  // How many pairs the page does not know of, though both ends are on it.
  get unknown() {
    return this.#page.shown.unknown;
  }

  async subgraph() {
    return this.#graph;
  }

  // [{id, name, type, alias, documents}], best first
  async search(text, { limit = 20 } = {}) {
    return this.#index.find(text, limit);
  }

  async entity(id) {
    return this.#byId.get(id);
  }

  // [{id, name, type, sentences, documents, score, first, last}], best first
  async neighbors(id, { rank = "weight", limit = Infinity, among = () => true } = {}) {
    const node = this.#byId.get(id);
    const open = node.links.filter(among).sort(byMeasure(rank)).slice(0, limit);
    return open.map((edge) => {
      const other = edge.a === node ? edge.b : edge.a;
      const [sentences, documents] = counts(edge);
      const { first, last } = edge;
      return { id: other.id, name: other.name, type: other.type, sentences, documents, score: score(edge, rank), first, last };
    });
  }

  // [[first, last]] months of being named, or together, much more than usual
  async bursts(a, b) {
    return (b ? this.#edge(a, b) : this.#byId.get(a))?.bursts ?? [];
  }

  // [{document, source, title, date, sentence, text, spans, of_a, also}], spans of `a` first; `also` are other documents
  // with the same text
  async evidence(a, b, { since = "", until = "" } = {}) {
    const edge = this.#edge(a, b);
    if (!edge) return [];
    const inside = ({ date }) => (!since && !until) || (date && date.slice(0, 7) >= since && date.slice(0, 7) <= (until || "9999"));
    const quotes = edge.quotes.map((quote) => this.#quote(quote, edge.a.id === a));
    return quotes.filter((quote) => [quote, ...quote.also].some(inside));
  }

  // [{nodes: [{id, name, type}], hops: [{source, target, sentences, evidence}]}], best first
  async path(a, b, { paths = 3, hops = 6, avoid = [], among = () => true, since = "", until = "" } = {}) {
    const found = chains(this.#byId.get(a), this.#byId.get(b), {
      paths, hops, entities: this.#page.shown.entities,
      weight: (edge) => (among(edge) ? counts(edge)[0] : 0),
      avoid: new Set(avoid.map((id) => this.#byId.get(id))),
    });
    return Promise.all(found.map(async ({ nodes, edges }) => ({
      nodes,
      hops: await Promise.all(edges.map(async (edge, i) => {
        const [source, target] = [nodes[i].id, nodes[i + 1].id];
        return { source, target, sentences: counts(edge)[0], evidence: await this.evidence(source, target, { since, until }) };
      })),
    })));
  }

  // [{document, source, title, date}] of an entity, the latest
  async documents(id) {
    return this.#byId.get(id).sources.map((number) => this.#source(number));
  }

  // The best linked.
  async hubs(count) {
    return [...this.#graph.nodes].sort((a, b) => b.neighbors - a.neighbors || a.number - b.number).slice(0, count);
  }

  // One document with the sentences of it that the page has, and whom they name.
  async document(id) {
    const number = this.#page.sources.findIndex(([known]) => known === id);
    if (number < 0) return null;
    const quoted = new Map();
    for (const edge of this.#links) {
      for (const quote of edge.quotes) {
        if (this.#page.sentences[quote[0]][0] !== number && !quote[2].includes(number)) continue;
        const { text, sentence, spans } = this.#quote(quote, true);
        const entry = quoted.get(text) ?? { text, sentence, spans: [], nodes: new Set() };
        entry.spans.push(...spans);
        entry.nodes.add(edge.a).add(edge.b);
        quoted.set(text, entry);
      }
    }
    return { ...this.#source(number), sentences: [...quoted.values()].sort((a, b) => a.sentence - b.sentence) };
  }

  #edge(a, b) {
    return this.#byId.get(a)?.links.find((edge) => (edge.a.id === a ? edge.b.id : edge.a.id) === b);
  }

  #source(number) {
    const [document_, title, source, date] = this.#page.sources[number];
    return { document: document_, title, source, date };
  }

  #quote([at, ofA, also, flat], asked) {
    const [source, sentence, text] = this.#page.sentences[at];
    const spans = Array.from({ length: flat.length / 2 }, (_, i) => flat.slice(2 * i, 2 * i + 2));
    const turned = asked ? spans : [...spans.slice(ofA), ...spans.slice(0, ofA)];
    return {
      ...this.#source(source), sentence, text, spans: turned, of_a: asked ? ofA : spans.length - ofA,
      also: also.filter((number) => number !== source).map((number) => this.#source(number)),
    };
  }
}
