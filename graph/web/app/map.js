// The panel of the map of communities: what they are, the largest first, each a button that opens it.

import { button, dot, element } from "./dom.js";
import { colorOf } from "./looks.js";
import { openOnly } from "./opened.js";
import { moreRows, note, rowsOf, title2 } from "./panel.js";
import { allNodes, mapFacts } from "./shown.js";
import { nameOf, number, say } from "./words.js";

const LISTED = 60;

export function mapPanel({ again }) {
  const { looked, entities } = mapFacts();
  const listed = [...allNodes()].sort((a, b) => b.size - a.size || a.number - b.number);
  const shown = rowsOf("map", LISTED);
  const parts = [
    note(say("map_help")),
    looked < entities ? note(say("map_rule", { n: number(looked) })) : null,
    title2(say("community_sizes", { n: number(listed.length) })),
    element("ul", "list communities", ...listed.slice(0, shown).map(communityRow)),
    shown < listed.length ? moreRows(say("more", { n: number(listed.length - shown) }), LISTED, again) : null,
  ];
  return { title: say("map"), parts, key: "home" };
}

function communityRow(community) {
  const others = community.members.slice(2).map(nameOf).join("、");
  const made = button("", () => openOnly(community.id), dot(colorOf(community)),
    element("span", "name", nameOf(community)), element("span", "count", number(community.size)));
  if (others) made.append(element("small", "name", others));
  made.dataset.key = `row ${community.id}`;
  return element("li", "", made);
}
