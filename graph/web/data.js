// What the page holds, and small helpers. All text reaches the page as text nodes, never as markup.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const page = read("page");
const drawn = read("network");
const words = page.words;
const types = new Map(page.types.map((type) => [type.name, type]));
const nodes = page.nodes.map((node, id) => ({ ...node, ...drawn.nodes[id], links: [] }));
const edges = page.edges.map((edge, id) => ({ ...edge, ...drawn.edges[id] }));
for (const edge of edges) {
  nodes[edge.from].links.push(edge);
  nodes[edge.to].links.push(edge);
}

const byId = (id) => document.getElementById(id);
const number = (value) => value.toLocaleString(page.lang);
const fill = (text, values) => {
  const known = new Map(Object.entries({ unit: page.unit, ...values }));
  return text.replace(/\{(\w+)\}/g, (_, key) => known.get(key));
};
const dates = (first, last) => (first === last ? first : `${first} – ${last}`);
const nameOf = (node) => node.name.trim() || words.no_name;
const across = (edge, id) => nodes[edge.from === id ? edge.to : edge.from];

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function button(className, action, ...children) {
  const made = element("button", className, ...children);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

function dot(color) {
  const made = element("span", "dot");
  made.style.background = color;
  return made;
}

// The folding of guanxi.corpus.fold.name_key, with its table cut to the characters that can matter here.
const folds = new Map(Array.from(page.fold[0], (from, index) => [from, page.fold[1][index]]));
const MARKS = "《》“”\"'‘’「」『』<>〈〉";
function fold(text) {
  const all = Array.from(text.normalize("NFC"), (c) => folds.get(c) ?? c.toLowerCase()).filter((c) => c.trim());
  let start = 0;
  let end = all.length;
  while (start < end && MARKS.includes(all[start])) start += 1;
  while (end > start && MARKS.includes(all[end - 1])) end -= 1;
  return all.slice(start, end).join("") || all.join("");
}
