// What people decide about names waits here until it is carried out together; the graph is recounted by the server.

import { annotate, button, byId, element, refill } from "./dom.js";
import { reasonOf } from "./panel.js";
import { change, onChange, state } from "./state.js";
import { number, say } from "./words.js";

const BETWEEN = 700; // milliseconds between two looks at the recount
const CARRIED = "guanxi decisions carried out";
const bar = element("section", "deciding");
const heard = annotate(element("p", "spoken"), { role: "status" });
let keeper;
let toldOnce = Promise.resolve();
let ledger = { decisions: [], writable: false };
let queue = [];
let running = null;
let trouble = "";
let carried = [];

// Ask what the server knows. The page does not wait for it, and shows what it can without.
export function openLedger(source) {
  keeper = source;
  toldOnce = keeper.decisions().then((told) => {
    ledger = told;
    carried = recall();
  }, () => {});
}

export const ledgerKnown = () => toldOnce;

// A part that is seen only where decisions can be made.
export function ifWritable(part) {
  const show = () => {
    part.hidden = !ledger.writable;
  };
  show();
  toldOnce.then(show);
  return part;
}

// Show what waits, once the page has its words.
export async function showLedger() {
  await toldOnce;
  byId("stage").append(bar, heard);
  drawBar();
  onChange(["lang"], drawBar);
  if (ledger.recount?.running) follow(new Map());
}

export const decided = () => ledger.decisions;
export const waits = ({ decision, names }) => queue.some((other) => other.decision === decision && sameNames(other.names, names));
const sameNames = (a, b) => a.join("\n") === b.join("\n");

// Let a decision wait to be carried out.
export function plan({ decision, names, to, documents, beside }) {
  if (waits({ decision, names })) return;
  queue.push({ decision, names, ...(to && { to }), ...(documents?.length && { documents }), ...(beside?.length && { beside }) });
  trouble = "";
  carried = [];
  drawBar();
  heard.textContent = say("planned", { n: number(queue.length) });
}

const bare = (id) => id.slice(id.indexOf(":") + 1);

// A decision in words; people know things by name.
export function wordsOf({ decision, names, to }) {
  return say(`decided_${decision}`, { a: bare(names[0]), b: names.slice(1).map(bare).join("、"), to });
}

export function undoOne(chosen) {
  const found = ledger.decisions.find(({ decision }) => decision.number === chosen)?.decision;
  return carryOut(() => keeper.undo(chosen), movedBack(found), []);
}

function drawBar() {
  annotate(bar, { "aria-label": say("decisions") });
  bar.hidden = !(queue.length || running || trouble || carried.length);
  refill(bar, ...(running ? [element("p", "", running)] : barParts()));
}

function barParts() {
  const parts = [];
  if (trouble) parts.push(element("p", "", say("recount_failed"), " ", element("span", "name", trouble)));
  if (queue.length) parts.push(element("ul", "", ...queue.map(queued)), element("p", "actions", keyed("apply", button("", apply, say("apply", { n: number(queue.length) }))), keyed("discard", button("", discard, say("discard")))));
  else if (carried.length) {
    const last = carried.at(-1);
    parts.push(element("p", "", say("carried_out", { n: number(carried.length) })));
    parts.push(element("p", "actions", keyed("undo", button("", () => undoOne(last), say("undo"))), keyed("discard", button("", discard, say("dismiss")))));
  } else if (trouble) parts.push(element("p", "actions", keyed("discard", button("", discard, say("dismiss")))));
  return parts;
}

function keyed(key, part) {
  part.dataset.key = key;
  return part;
}

function queued(decision, place) {
  const text = wordsOf(decision);
  const gone = annotate(button("", () => {
    queue = queue.filter((_, i) => i !== place);
    drawBar();
  }, "×"), { "aria-label": say("leave_out", { what: text }) });
  return element("li", "", element("span", "name", text), gone);
}

function discard() {
  [queue, trouble, carried] = [[], "", []];
  drawBar();
}

const apply = () => carryOut(() => keeper.decide(queue), moved(queue), queue);

// Send something, and when the graph has followed, show what was shown in the new one.
async function carryOut(send, ids, sent) {
  trouble = "";
  showSeconds(0);
  try {
    await send();
  } catch (error) {
    return giveUp(error.message || reasonOf(error));
  }
  return follow(ids, sent.length);
}

async function follow(ids, count = 0) {
  for (;;) {
    // A server that is away for a moment is asked again.
    const told = await keeper.decisions().catch(() => null);
    if (told) ledger = told;
    if (told && !told.recount.running) break;
    showSeconds(told?.recount.seconds ?? 0);
    await new Promise((done) => setTimeout(done, BETWEEN));
  }
  if (ledger.recount.error) return giveUp(ledger.recount.error);
  queue = [];
  remember(count ? ledger.decisions.slice(-count).map(({ decision }) => decision.number) : []);
  change(addressIn(ids), { quietly: true });
  location.reload();
}

function showSeconds(seconds) {
  if (!running) heard.textContent = say("recounting", { n: 0 });
  running = say("recounting", { n: number(Math.round(seconds)) });
  drawBar();
}

function giveUp(why) {
  running = null;
  trouble = why;
  heard.textContent = `${say("recount_failed")} ${why}`;
  drawBar();
}

// Under which ids the entities stand when decisions are carried out; nothing where they are no more.
function moved(decisions) {
  const ids = new Map();
  for (const { decision, names, to } of decisions) {
    const [type] = names[0].split(":", 1);
    if (decision === "same") for (const other of names.slice(1)) ids.set(other, names[0]);
    if (decision === "rename") ids.set(names[0], `${type}:${to}`);
    if (decision === "retype") ids.set(names[0], `${to}:${bare(names[0])}`);
    if (decision === "ignore") ids.set(names[0], "");
  }
  return ids;
}

// What was joined stays where it is when it is parted again.
function movedBack(decision) {
  const back = [...(decision && decision.decision !== "same" ? moved([decision]) : [])].filter(([, id]) => id);
  return new Map(back.map(([from, to]) => [to, from]));
}

function addressIn(ids) {
  const now = (id) => ids.get(id) ?? id;
  const all = (list) => [...new Set(list.map(now))].filter(Boolean);
  const pair = all(state.pair);
  return {
    node: now(state.node), focus: now(state.focus), pair: pair.length === 2 ? pair : [], path: state.path.map(now),
    open: [...new Set(state.open.map(tokenIn(ids)).filter(Boolean))],
  };
}

const tokenIn = (ids) => (token) => {
  const [kind] = token.split(":", 1);
  const id = ids.get(token.slice(kind.length + 1));
  return id === undefined ? token : id && `${kind}:${id}`;
};

// Over the reload; some browsers keep nothing for some pages, and then there is nothing to tell.
function remember(numbers) {
  try {
    sessionStorage.setItem(CARRIED, JSON.stringify(numbers));
  } catch {
    // The list of decisions can take back, too.
  }
}

function recall() {
  try {
    const numbers = JSON.parse(sessionStorage.getItem(CARRIED) ?? "[]");
    sessionStorage.removeItem(CARRIED);
    return numbers.filter((one) => ledger.decisions.some(({ decision }) => decision.number === one && !decision.undone));
  } catch {
    return [];
  }
}
