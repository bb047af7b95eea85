// Paths in memory, ranked as the command line ranks them: few hops, strong links, through few hubs.

const BUSY = 1.2;
const WEAK = 0.3;
const TURNS = 200_000;

// Up to `paths` chains of links from one node to another, of at most one hop more than needed; the cheapest first.
// `weight` gives the weight of an edge, 0 where it may not be used; `avoid` is a set of nodes.
export function chains(from, to, { paths, hops, entities, weight, avoid }) {
  const size = Math.log(Math.max(entities, 3));
  const busy = (node) => Math.log(Math.max(node.neighbors, 1)) / size;
  const steps = (node) => node.links.flatMap((edge) => {
    const next = edge.a === node ? edge.b : edge.a;
    const n = avoid.has(next) && next !== to && next !== from ? 0 : weight(edge);
    return n ? [{ edge, next, cost: 1 + (BUSY * (busy(node) + busy(next))) / 2 + WEAK / n }] : [];
  });
  const left = distances(to, hops, steps);
  if (from === to || !left.has(from)) return [];
  const longest = Math.min(left.get(from) + 1, hops);
  const least = cheapest(to, steps);
  const begun = new Heap();
  begun.push({ rank: least.get(from), spent: 0, nodes: [from], edges: [] });
  const found = [];
  for (let turn = 0; turn < TURNS && found.length < paths; turn += 1) {
    const chain = begun.pop();
    if (!chain) break;
    const end = chain.nodes.at(-1);
    if (end === to) {
      found.push(chain);
      continue;
    }
    for (const { edge, next, cost } of steps(end)) {
      if (chain.nodes.includes(next) || !(chain.edges.length + 1 + (left.get(next) ?? Infinity) <= longest)) continue;
      const spent = chain.spent + cost;
      begun.push({ rank: spent + least.get(next), spent, nodes: [...chain.nodes, next], edges: [...chain.edges, edge] });
    }
  }
  return found;
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

function cheapest(start, steps) {
  const done = new Map();
  const open = new Heap();
  open.push({ rank: 0, node: start });
  for (let best = open.pop(); best; best = open.pop()) {
    if (done.has(best.node)) continue;
    done.set(best.node, best.rank);
    for (const { next, cost } of steps(best.node)) if (!done.has(next)) open.push({ rank: best.rank + cost, node: next });
  }
  return done;
}

class Heap {
  #items = [];

  push(item) {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at && items[at].rank < items[(at - 1) >> 1].rank) {
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
      const least = below.reduce((a, b) => (items[b].rank < items[a].rank ? b : a), at);
      if (least === at) return top;
      [items[at], items[least]] = [items[least], items[at]];
      at = least;
    }
  }
}
