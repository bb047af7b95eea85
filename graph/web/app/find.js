// Search in memory: names and aliases in either script, pinyin and initials; each entity once, by its best name.

import { fold } from "./fold.js";

const SAME = 0;
const SPELLED = 1; // all of its pinyin, or all of its initials
const BEGINS = 2;
const SPELLED_BEGINS = 3;
const HOLDS = 4;
const SPELLED_INSIDE = 5;
const NONE = 6;

export class Index {
  constructor(nodes) {
    this.entries = nodes.map((node) => ({
      node,
      names: [node.name, ...node.aliases].map((name, i) => entryOf(name, node.pinyin[i].split(" ").filter(Boolean))),
    }));
  }

  find(text, limit) {
    const wanted = fold(text);
    if (!wanted) return [];
    // In what people type as pinyin, ü is v, and apostrophes divide syllables.
    const letters = /^[a-zü0-9'’]+$/.test(wanted) ? wanted.replace(/['’]/g, "").replace(/ü/g, "v") : "";
    const hits = [];
    for (const { node, names } of this.entries) {
      let best = { tier: NONE };
      for (const entry of names) {
        const tier = tierOf(entry, wanted, letters);
        if (tier < best.tier) best = { tier, name: entry.name };
      }
      if (best.tier < NONE) hits.push({ node, ...best });
    }
    hits.sort((a, b) => a.tier - b.tier || b.node.documents - a.node.documents || a.node.number - b.node.number);
    return hits.slice(0, limit).map(({ node, name }) => ({ id: node.id, name: node.name, type: node.type, alias: name, documents: node.documents }));
  }
}

const entryOf = (name, syllables) => ({
  name, key: fold(name), syllables, whole: syllables.join(""), initials: syllables.map((syllable) => syllable[0]).join(""),
});

function tierOf(entry, wanted, letters) {
  const { key } = entry;
  if (key === wanted) return SAME;
  const spelled = letters ? spelledTier(entry, letters) : NONE;
  if (spelled !== SPELLED && key.startsWith(wanted)) return BEGINS;
  return spelled < HOLDS || !key.includes(wanted) ? spelled : HOLDS;
}

function spelledTier({ syllables, whole, initials }, letters) {
  if (!whole) return NONE;
  if (whole === letters || initials === letters) return SPELLED;
  if (typed(syllables, 0, letters)) return SPELLED_BEGINS;
  for (let from = 1; letters.length > 1 && from < syllables.length; from += 1) {
    if (typed(syllables, from, letters)) return SPELLED_INSIDE;
  }
  return NONE;
}

// Whether the letters are beginnings of the syllables from one on, as in "yushuk" or "ysk" for yu shu ke ji.
function typed(syllables, from, letters) {
  if (syllables[from][0] !== letters[0]) return false;
  let reached = [0];
  for (let i = from; i < syllables.length; i += 1) {
    const syllable = syllables[i];
    const next = new Set();
    for (const at of reached) {
      for (let n = 1; n <= syllable.length && syllable[n - 1] === letters[at + n - 1]; n += 1) {
        if (at + n === letters.length) return true;
        next.add(at + n);
      }
    }
    if (!next.size) return false;
    reached = next;
  }
  return false;
}
