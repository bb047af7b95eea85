// The panel at the right: the overview, one entity, or one co-mention with its sentences.

const panel = byId("panel");
const TOP = 15;
const byNeighbors = [...nodes].sort((a, b) => b.neighbors - a.neighbors || a.id - b.id);

function fillPanel(title, children, { close = true } = {}) {
  const parts = close ? [button("close", showHome, words.close), title, ...children] : [title, ...children];
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

function heading(...children) {
  const made = element("h1", "name", ...children);
  made.tabIndex = -1;
  return made;
}

function facts(...pairs) {
  return element("div", "facts", ...pairs.map(([value, label]) => element("div", "", element("b", "", number(value)), label)));
}

function showHome() {
  highlight([], [], []);
  const strongest = byNeighbors.filter(isShown).slice(0, TOP);
  const rows = strongest.map((node) => element("li", "", button("", () => showNode(node.id), dot(node.color),
    element("span", "name", nameOf(node)), element("span", "count", number(node.neighbors)))));
  const list = rows.length ? [element("h2", "", words.top), element("ul", "list", ...rows)] : [];
  fillPanel(heading(words.overview), [element("p", "note", fill(words.help)), ...list], { close: false });
  again = showHome;
}

function showNode(id, { move = true } = {}) {
  const node = nodes[id];
  reveal(node);
  const open = node.links.filter((edge) => isShown(across(edge, id)));
  highlight([id], open.map((edge) => across(edge, id).id), open, { move });
  const parts = [kind(node), facts([node.mentions, words.mentions], [node.documents, words.documents],
    [node.neighbors, words.ties])];
  if (node.first) parts.push(element("p", "note", `${words.dates} ${dates(node.first, node.last)}`));
  if (node.aliases.length) {
    parts.push(element("h2", "", words.aliases));
    parts.push(element("ul", "aliases", ...node.aliases.map((alias, i) => aliasOf(alias, node.because[i]))));
  }
  const title = heading(nameOf(node));
  fillPanel(title, [...parts, ...neighbors(node, open)]);
  title.focus({ preventScroll: true });
  again = () => showNode(id, { move: false });
}

// A name with the reason it is taken for one, and the document that shows it.
function aliasOf(alias, [reason, source]) {
  const why = words.reasons[reason] ?? reason;
  return element("li", "", element("span", "name", alias), element("span", "why", source ? `${why} · ${source}` : why));
}

function kind(node) {
  return element("p", "kind", dot(node.color), types.get(node.type).label);
}

function neighbors(node, open) {
  const rows = open.map((edge) => {
    const other = across(edge, node.id);
    const bar = element("span", "bar");
    bar.style.width = `${Math.max(6, (100 * edge.weight) / open[0].weight)}%`;
    return element("li", "", button("", () => showEdge(edge.id), dot(other.color),
      element("span", "name", nameOf(other)), bar, element("span", "count", number(edge.weight))));
  });
  const title = rows.length ? fill(words.neighbors, { n: number(rows.length) }) : "";
  const parts = rows.length ? [element("h2", "", title), element("ul", "list bars", ...rows)] : [];
  const filtered = node.links.length - open.length;
  const hidden = node.neighbors - node.links.length;
  if (!node.neighbors) parts.push(element("p", "note", words.alone));
  if (filtered) parts.push(element("p", "note", fill(words.filtered, { n: number(filtered) })));
  if (hidden) parts.push(element("p", "note", fill(words.hidden, { n: number(hidden) })));
  return parts;
}

function showEdge(id) {
  const edge = edges[id];
  const [a, b] = [nodes[edge.from], nodes[edge.to]];
  [a, b].forEach(reveal);
  highlight([a.id, b.id], [], [edge]);
  const link = (node) => button("name", () => showNode(node.id), nameOf(node));
  const title = heading(link(a), " — ", link(b));
  const parts = [facts([edge.weight, fill(words.together)], [edge.documents, words.documents])];
  if (edge.first) parts.push(element("p", "note", `${words.dates} ${dates(edge.first, edge.last)}`));
  const cut = edge.quotes.length < edge.weight ? words.some : words.all;
  const count = fill(cut, { n: number(edge.quotes.length), m: number(edge.weight) });
  parts.push(element("h2", "", `${words.evidence} · ${count}`), ...edge.quotes.map(quote));
  fillPanel(title, parts);
  title.focus({ preventScroll: true });
  again = () => showEdge(id);
}

// Spans count code points, JavaScript strings count UTF-16 units: hence the array.
function quote([sentence, ...spans]) {
  const [document_, text] = page.sentences[sentence];
  const [title, source, date] = page.sources[document_];
  const characters = Array.from(text);
  const line = element("p");
  let done = 0;
  for (let i = 0; i < spans.length; i += 2) {
    const [start, end] = [Math.max(spans[i], done), spans[i + 1]];
    if (end <= start) continue;
    line.append(characters.slice(done, start).join(""), element("mark", "", characters.slice(start, end).join("")));
    done = end;
  }
  line.append(characters.slice(done).join(""));
  const from = element("footer", "", date ? element("time", "", date) : "", date ? " · " : "", `${title ?? words.untitled} · ${source}`);
  return element("blockquote", "", line, from);
}
