// The data of a server: the same questions and answers as `embedded.js`, asked over its API. Entities come into the
// picture as they are opened; everything else is asked for when it is shown.

import { readJson } from "./dom.js";

const NEIGHBORS = 50;
const QUOTES = 50;
const AT_ONCE = 500;

const versions = new Set();

// What a server says instead of an answer, for people; without words if it does not answer at all.
class Refused extends Error {
  constructor({ kind, message }) {
    super(message);
    this.kind = kind;
  }
}

export function openRemote() {
  return { page: readJson("page"), options: readJson("network").options, source: new Remote() };
}

class Remote {
  // The picture grows by what is opened.
  grows = true;

  // Whether the graph was replaced since the page was opened: then the picture is of the old one.
  get changed() {
    return versions.size > 1;
  }

  // The map of the communities, or what `open` lists: see /api/picture.
  async subgraph(open) {
    return open.length ? pictureOf(await ask("picture", { open })) : mapOf(await ask("communities", { members: 5 }));
  }

  search(text, { limit = 20 } = {}) {
    return ask("search", { text, limit });
  }

  async entity(id) {
    try {
      const card = await ask("entity", { name: id });
      const others = card.names.filter(({ name }) => name !== card.name);
      return { ...card, aliases: others.map(({ name }) => name), because: others.map((other) => [other.reason, whereOf(other)]) };
    } catch (error) {
      if (error.kind === "unknown_name") return undefined;
      throw error;
    }
  }

  // Filters of the picture that a server does not know, as `among`, do not apply to all neighbours of the graph.
  neighbors(id, { rank = "weight", limit = NEIGHBORS, type = [], min = 1, since = "", until = "" } = {}) {
    return pages("neighbors", { name: id, rank, type, min_weight: min, ...times({ since, until }) }, limit);
  }

  // They are not worth a panel without the rest.
  async bursts(a, b) {
    const found = await ask("timeline", { a, ...(b && { b }) }).catch(() => ({ bursts: [] }));
    return found.bursts.map(({ first, last }) => [first, last]);
  }

  // Sentences with the same text become one quote.
  async evidence(a, b, { since = "", until = "", limit = QUOTES } = {}) {
    const texts = new Map();
    for (const found of await pages("evidence", { a, b, ...times({ since, until }) }, limit)) {
      const key = found.text.replace(/\s+/g, "");
      const known = texts.get(key);
      if (!known) texts.set(key, { ...found, also: [] });
      else if (![known, ...known.also].some(({ document: id }) => id === found.document)) known.also.push(found);
    }
    return [...texts.values()];
  }

  async path(a, b, { paths = 3, hops = 6, avoid = [], since = "", until = "" } = {}) {
    const others = avoid.filter((id) => id !== a && id !== b);
    // What a newer graph no longer has need not be avoided.
    const known = await Promise.all(others.map((id) => this.entity(id)));
    const without = others.filter((_, i) => known[i]);
    const found = await ask("path", { a, b, paths, max_hops: hops, avoid: without, ...times({ since, until }) });
    for (const { hops: steps } of found) for (const hop of steps) hop.evidence = hop.evidence.map((quote) => ({ ...quote, also: [] }));
    return found;
  }

  async documents(id) {
    return (await ask("documents", { name: id, limit: 12, latest: true })).map(documentOf);
  }

  async document(id) {
    const found = await ask("document", { id, limit: 200 }).catch((error) => {
      if (error.kind !== "question") throw error;
    });
    if (!found) return null;
    const entities = new Map(found.entities.map((entity) => [entity.id, entity]));
    const sentences = found.sentences.map(({ number, text, entities: named, spans }) => ({
      text, sentence: number, spans, nodes: new Set(named.map((name) => entities.get(name))),
    }));
    return { ...documentOf(found), sentences, windows: found.windows };
  }

  // What people decided about names, and how the server stands to it.
  decisions() {
    return ask("decisions", {});
  }

  review() {
    return ask("review", {});
  }

  decide(decisions) {
    return sendTo("decisions", { decisions });
  }

  undo(numbers) {
    return sendTo("decisions/undo", { numbers });
  }

  async hubs(count) {
    return (await ask("subgraph", { max_nodes: count, links: 1 })).nodes;
  }
}

const documentOf = ({ id, title, source, date }) => ({ document: id, title, source, date });
const whereOf = ({ document: id, title, source }) => (id ? [title || id, source].filter(Boolean).join(" · ") : "");
const times = ({ since, until }) => ({ ...(since && { since }), ...(until && { until }) });

// The first so many answers, as many at a time as a server gives.
async function pages(what, parameters, limit) {
  const found = [];
  while (found.length < limit) {
    const size = Math.min(AT_ONCE, limit - found.length);
    const some = await ask(what, { ...parameters, limit: size, offset: found.length });
    found.push(...some);
    if (some.length < size) break;
  }
  return found;
}

async function ask(what, parameters) {
  const text = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) for (const one of [value].flat()) text.append(key, one);
  return answered(fetch(`api/${what}?${text}`));
}

const sendTo = (where, body) => answered(fetch(`api/${where}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));

async function answered(request) {
  const answer = await request.catch(() => {
    throw new Refused({ kind: "network", message: "" });
  });
  // What stands between may answer with a page of its own.
  const body = await answer.json().catch(() => {
    throw new Refused({ kind: "network", message: "" });
  });
  if (answer.ok && answer.headers.has("etag")) versions.add(answer.headers.get("etag"));
  if (!answer.ok) throw new Refused(body.error);
  return body;
}

function pictureOf({ nodes, lines, communities, unknown }) {
  const made = nodes.map((node, number) => ({ ...node, number, links: [] }));
  communities.forEach((members, community) => members.forEach((number) => Object.assign(made[number], { community })));
  return { nodes: made, edges: joined(made, lines), unknown };
}

// On the map a node is a community; its id is what opens it.
function mapOf({ communities, ties, shown, entities }) {
  const nodes = communities.map(({ number, members, size, sentences, x, y, radius, types }) => ({
    id: `community:${members[0].id}`, name: members.slice(0, 2).map(({ name }) => name).join("、"), type: members[0].type,
    number, community: number, size, members, types, strength: sentences, x, y, radius, links: [], first: null, last: null,
    documents: size, mentions: size, neighbors: size,
  }));
  const lines = ties.map(({ source, target, sentences }) => ({ source, target, weight: sentences, documents: sentences, months: [] }));
  return { nodes, edges: joined(nodes, lines), isMap: true, looked: shown, entities };
}

function joined(nodes, lines) {
  return lines.map(({ source, target, ...facts }, number) => {
    const edge = { ...facts, number, a: nodes[source], b: nodes[target], width: Math.min(1 + Math.log2(facts.weight), 9) };
    for (const end of [edge.a, edge.b]) end.links.push(edge);
    return edge;
  });
}
