// The panel of what people should decide, with what speaks for it, and of what they decided.

import { annotate, button, element } from "./dom.js";
import { decided, ifWritable, ledgerKnown, plan, undoOne, waits, wordsOf } from "./decide.js";
import { quoteBlock } from "./evidence.js";
import { addAt } from "./extras.js";
import { note, title2 } from "./panel.js";
import { choose, state } from "./state.js";
import { nameOf, number, say } from "./words.js";

const skipped = new Set();

export function offerReview(source) {
  addAt("home", () => [element("p", "actions", button("", () => choose({ review: "names" }), say("review")))]);
  addAt("panel", () => (state.review ? [reviewPanel(source)] : []));
}

async function reviewPanel(source) {
  const [found] = await Promise.all([source.review(), ledgerKnown()]);
  const open = found.filter((proposal) => !skipped.has(keyOf(proposal)) && !waits(proposal.yes) && !waits(proposal.no));
  const parts = [
    note(say("review_help")),
    ...(open.length ? open.map(proposed) : [note(say("review_none"))]),
    title2(say("decisions")),
    decided().length ? element("ul", "decided", ...[...decided()].reverse().map(decidedRow)) : note(say("decided_none")),
  ];
  return { title: say("review"), parts, key: "review" };
}

const keyOf = ({ kind, yes }) => [kind, ...yes.names].join("\n");

function proposed(proposal) {
  const heading = title2(question(proposal));
  const made = annotate(element("section", "proposal", heading, note(`${say(`why_${proposal.why}`)} · ${Math.round(100 * proposal.score)}%`)), { "aria-label": heading.textContent });
  proposal.sides.forEach((side, i) => made.append(...sideOf(proposal, side, i)));
  made.append(ifWritable(answers(proposal, made)));
  return made;
}

function question({ kind, sides: [a, b] }) {
  return say(`ask_${kind}`, { a: nameOf(a.entity), b: nameOf(b.entity) });
}

function sideOf({ kind, names }, side, i) {
  const name = kind === "homonym" ? names[i] : nameOf(side.entity);
  const line = element("p", "side", button("name link", () => choose({ node: side.entity.id }), name), " ", element("small", "", `${number(side.documents)} ${say("documents")}`));
  const beside = side.beside.length && (kind === "homonym" || i === 0) ? [note(say(kind === "homonym" ? "beside" : "both_beside", { names: side.beside.map(nameOf).join("、") }))] : [];
  return [line, ...beside, ...side.quotes.map((quote) => quoteBlock({ ...quote, also: quote.also_in, alsoTotal: quote.also_in_total }))];
}

function answers(proposal, made) {
  const done = (act) => () => {
    const next = made.nextElementSibling?.querySelector(".answers button") ?? made.previousElementSibling?.querySelector(".answers button");
    act();
    made.remove();
    (next ?? document.querySelector("#panel h1"))?.focus();
  };
  return element("p", "actions answers", button("", done(() => plan(proposal.yes)), say("yes")), button("", done(() => plan(proposal.no)), say("no")),
    button("", done(() => skipped.add(keyOf(proposal))), say("skip_it")));
}

function decidedRow({ decision, idle }) {
  const facts = [decision.who, decision.when, decision.why, decision.undone ? say("undone", { by: decision.undone }) : idle ? say("idle") : ""].filter(Boolean);
  const made = element("li", "", element("span", "name", `${decision.number}. ${wordsOf(decision)}`), element("small", "", facts.join(" · ")));
  if (!decision.undone) made.append(ifWritable(annotate(button("", () => undoOne(decision.number), say("undo")), { "aria-label": `${say("undo")} ${decision.number}` })));
  return made;
}
