// Paths in memory by the rules of the command line (graph/query/paths.py): few hops, strong links, through few hubs.

// Counted in whole millionths, since sums of floats depend on their order.
const HOP = 1_000_000;
const BUSY = 1_200_000;
const WEAK = 300_000;
const LONGER = 5; // Chains of more hops beyond the fewest are not looked for.
const TURNS = 200_000; // hops tried for one answer

// Up to `paths` chains of links from one node to another: those of the fewest hops and of one more, the cheapest first;
// longer ones only where these are not enough. `weight` gives the weight of an edge, 0 where it may not be used; `avoid`
// is a set of nodes.
export function chains(from, to, { paths, hops, entities, weight, avoid }) {
  const steps = stepsAlong({ entities, weight, closed: (node) => avoid.has(node) && node !== from && node !== to });
  const fewest = distances(from, hops, steps).get(to);
  if (!fewest) return [];
  const longest = Math.min(fewest + LONGER, hops);
  const least = leastCosts(to, longest, steps);
  const turns = { left: TURNS };
  const found = new Map();
  for (let most = Math.min(fewest + 1, hops); most <= longest; most += 1) {
    for (const chain of cheapest(from, to, { hops: most, least, steps, turns })) {
      found.set(chain.nodes.map(({ id }) => id).join("\n"), chain);
      if (found.size === paths) return [...found.values()];
    }
  }
  return [...found.values()];
}

// From a node: [{edge, next, cost}], each worked out once.
function stepsAlong({ entities, weight, closed }) {
  const size = Math.log(Math.max(entities, 3));
  const busy = (node) => Math.log(Math.max(node.neighbors, 1)) / size;
  const known = new Map();
  const stepsOf = (node) => node.links.flatMap((edge) => {
    const next = edge.a === node ? edge.b : edge.a;
    const n = closed(next) ? 0 : weight(edge);
    return n ? [{ edge, next, cost: HOP + Math.round((BUSY * (busy(node) + busy(next))) / 2 + WEAK / n) }] : [];
  });
  return (node) => {
    if (!known.has(node)) known.set(node, stepsOf(node));
    return known.get(node);
  };
}

// Chains of at most `hops` hops that meet no node twice, the cheapest first, then by ids.
function* cheapest(from, to, { hops, least, steps, turns }) {
  const begun = new Heap();
  if (least[hops].has(from)) begun.push({ rank: least[hops].get(from), spent: 0, nodes: [from], edges: [] });
  for (let chain = begun.pop(); chain; chain = begun.pop()) {
    const end = chain.nodes.at(-1);
    if (end === to) {
      yield chain;
      continue;
    }
    const rest = least[hops - chain.nodes.length];
    for (const { edge, next, cost } of steps(end)) {
      if (turns.left <= 0) break;
      turns.left -= 1;
      if (!rest.has(next) || chain.nodes.includes(next)) continue;
      const spent = chain.spent + cost;
      begun.push({ rank: spent + rest.get(next), spent, nodes: [...chain.nodes, next], edges: [...chain.edges, edge] });
    }
  }
}

// Hops from `start`, as far as `limit`. Also tells who is near: depth of a focus.
export function distances(start, limit, steps) {
  const found = new Map([[start, 0]]);
  let ring = [start];
  for (let depth = 1; depth <= limit && ring.length; depth += 1) {
    const next = [];
    for (const node of ring) {
      for (const { next: other } of steps(node)) {
        if (found.has(other)) continue;
        found.set(other, depth);
        next.push(other);
      }
    }
    ring = next;
  }
  return found;
}

// For each number of hops up to `hops`: what it costs at least to get to `end` in at most so many.
function leastCosts(end, hops, steps) {
  const least = [new Map([[end, 0]])];
  while (least.length <= hops) {
    const now = new Map(least.at(-1));
    for (const [node, spent] of least.at(-1)) {
      for (const { next, cost } of steps(node)) if (!(now.get(next) <= spent + cost)) now.set(next, spent + cost);
    }
    least.push(now);
  }
  return least;
}

function comesBefore(a, b) {
  if (a.rank !== b.rank) return a.rank < b.rank;
  const at = a.nodes.findIndex((node, i) => node !== b.nodes[i]);
  return at < 0 ? a.nodes.length < b.nodes.length : at < b.nodes.length && a.nodes[at].id < b.nodes[at].id;
}

class Heap {
  #items = [];

  push(item) {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at && comesBefore(items[at], items[(at - 1) >> 1])) {
      const above = (at - 1) >> 1;
      [items[at], items[above]] = [items[above], items[at]];
      at = above;
    }
  }

  pop() {
    const items = this.#items;
    const [top] = items;
    const last = items.pop();
    if (!items.length) return top;
    items[0] = last;
    for (let at = 0; ;) {
      const below = [2 * at + 1, 2 * at + 2].filter((child) => child < items.length);
      const least = below.reduce((a, b) => (comesBefore(items[b], items[a]) ? b : a), at);
      if (least === at) return top;
      [items[at], items[least]] = [items[least], items[at]];
      at = least;
    }
  }
}
