// The search box: ranked results as buttons, all of it usable with the keyboard alone.

const query = byId("query");
const results = byId("results");
const LIMIT = 30;
const spelled = nodes.map((node) => [node.name, ...node.aliases].map((name) => ({ name, key: fold(name) })));

function rank(key, wanted) {
  if (key === wanted) return 0;
  if (key.startsWith(wanted)) return 1;
  return key.includes(wanted) ? 2 : 3;
}

function find(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const hits = [];
  nodes.forEach((node, id) => {
    let best = { place: 3 };
    for (const { name, key } of spelled[id]) {
      const place = rank(key, wanted);
      if (place < best.place) best = { place, name };
    }
    if (best.place < 3) hits.push({ node, ...best });
  });
  return hits.sort((a, b) => a.place - b.place || b.node.documents - a.node.documents || a.node.id - b.node.id);
}

function showResults() {
  const hits = find(query.value);
  const items = hits.slice(0, LIMIT).map(({ node, name }) => {
    const row = button("", () => choose(node.id), dot(node.color), element("span", "name", nameOf(node)),
      element("span", "count", number(node.documents)));
    if (name !== node.name) row.append(element("small", "name", name));
    return element("li", "", row);
  });
  results.className = "list";
  results.replaceChildren(...(items.length ? items : [element("li", "", element("p", "", words.no_match))]));
  results.hidden = !query.value.trim();
}

function choose(id) {
  results.hidden = true;
  showNode(id);
}

function step(event) {
  const buttons = [...results.querySelectorAll("button")];
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way || !buttons.length || results.hidden) return;
  event.preventDefault();
  const next = buttons.indexOf(document.activeElement) + way;
  (next < 0 ? query : buttons[Math.min(next, buttons.length - 1)]).focus();
}

query.addEventListener("input", showResults);
query.addEventListener("focus", () => query.value.trim() && showResults());
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing) results.querySelector("button")?.click();
});
byId("search").addEventListener("keydown", step);
byId("search").addEventListener("focusout", (event) => {
  if (!byId("search").contains(event.relatedTarget)) results.hidden = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input")) {
    event.preventDefault();
    query.focus();
  } else if (event.key === "Escape") {
    if (results.hidden) showHome();
    results.hidden = true;
  }
});
