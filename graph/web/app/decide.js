// What people decide about names waits here until it is carried out together; the graph is recounted by the server.

import { annotate, button, byId, element, refill } from "./dom.js";
import { addressIn, bare, moved, movedBack } from "./moved.js";
import { reasonOf } from "./panel.js";
import { change, onChange } from "./state.js";
import { number, say } from "./words.js";

const BETWEEN = 700; // milliseconds between two looks at the recount
const UNANSWERED = 4; // looks that nobody answers before that is told
const KEPT = "guanxi decisions";
const bar = element("section", "deciding");
const heard = annotate(element("p", "spoken"), { role: "status" });
let keeper;
let toldOnce = Promise.resolve();
let ledger = { decisions: [], writable: false };
let queue = [];
let carried = [];
// The recount that the page waits for: its id, what was sent, how the ledger stood, where things will stand.
let job = null;
let running = null;
let trouble = null;
let replaced = [];

// Ask what the server knows. The page does not wait for it, and shows what it can without.
export function openLedger(source) {
  keeper = source;
  recall();
  toldOnce = keeper.decisions().then((told) => {
    ledger = told;
    carried = carried.filter(holds);
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
  if (!job && ledger.recount?.running) job = { id: ledger.recount.id, others: true, ids: [], sent: [] };
  drawBar();
  onChange(["lang"], drawBar);
  if (job) follow();
}

export const decided = () => ledger.decisions;
const holds = (chosen) => ledger.decisions.some(({ decision }) => decision.number === chosen && !decision.undone);
const standing = () => ledger.decisions.map(({ decision }) => `${decision.number}${decision.undone && "-"}`).join(" ");
export const waits = ({ decision, names }) => queue.some((other) => other.decision === decision && sameNames(other.names, names));
const sameNames = (a, b) => a.join("\n") === b.join("\n");

// Let a decision wait to be carried out, in the place of those that cannot be carried out with it.
export function plan({ decision, names, to, documents, beside }) {
  const made = { decision, names, ...(to && { to }), ...(documents?.length && { documents }), ...(beside?.length && { beside }) };
  const out = queue.filter((other) => clash(other, made));
  queue = [...queue.filter((other) => !out.includes(other)), made];
  replaced = out.map(wordsOf).filter((text) => text !== wordsOf(made));
  [trouble, carried] = [null, []];
  drawBar();
  heard.textContent = [say("planned", { n: number(queue.length) }), ...replacedText()].join(" ");
}

const replacedText = () => (replaced.length ? [say("replaces", { what: replaced.join("、") })] : []);

// Whether only one of two can be: what is ignored is nothing else, and a question has one answer.
function clash(a, b) {
  if (a.decision !== b.decision && [a, b].some(({ decision }) => decision === "ignore")) return a.names.some((name) => b.names.includes(name));
  const kinds = [a.decision, b.decision].sort().join(" ");
  if (["same same", "different same"].includes(kinds)) return sameNames([...a.names].sort(), [...b.names].sort());
  if (kinds === "apart one") return a.names.some((name) => b.names.includes(name));
  return a.decision === b.decision && sameNames(a.names, b.names) && (a.decision !== "apart" || a.to === b.to);
}

// A decision in words; people know things by name.
export function wordsOf({ decision, names, to }) {
  return say(`decided_${decision}`, { a: bare(names[0]), b: names.slice(1).map(bare).join("、"), to });
}

export const undoOne = (chosen) => undoAll([chosen]);

function undoAll(numbers) {
  const found = ledger.decisions.map(({ decision }) => decision).filter((decision) => numbers.includes(decision.number));
  return carryOut(() => keeper.undo(numbers), movedBack(found), []);
}

function drawBar() {
  keep();
  annotate(bar, { "aria-label": say("decisions") });
  bar.hidden = !(queue.length || running || trouble || carried.length);
  refill(bar, ...(running ? [element("p", "", running), waitingList((text) => [text])] : barParts()).filter(Boolean));
}

const waitingList = (row) => (queue.length ? element("ul", "", ...queue.map((decision, place) => element("li", "", ...row(element("span", "name", wordsOf(decision)), place)))) : null);

function barParts() {
  const parts = [];
  if (trouble) parts.push(element("p", "", say(trouble.key), " ", element("span", "name", trouble.why)));
  parts.push(...replacedText().map((text) => element("p", "", text)));
  if (queue.length) parts.push(waitingList(leavable), keysFor(["apply", apply, say("apply", { n: number(queue.length) })], ["discard", discard, say("discard")]));
  else if (carried.length) {
    parts.push(element("p", "", say("carried_out", { n: number(carried.length) })));
    const undo = carried.length > 1 ? say("undo_all", { n: number(carried.length) }) : say("undo");
    parts.push(keysFor(["undo", () => undoAll(carried), undo], ["discard", discard, say("dismiss")]));
  } else if (trouble) parts.push(keysFor(["discard", discard, say("dismiss")]));
  return parts;
}

function keysFor(...made) {
  return element("p", "actions", ...made.map(([key, act, text]) => {
    const part = button("", act, text);
    part.dataset.key = key;
    return part;
  }));
}

function leavable(text, place) {
  const gone = button("", () => {
    [queue, replaced] = [queue.filter((_, i) => i !== place), []];
    drawBar();
  }, "×");
  return [text, annotate(gone, { "aria-label": say("leave_out", { what: text.textContent }) })];
}

function discard() {
  [queue, trouble, carried, replaced] = [[], null, [], []];
  drawBar();
}

const apply = () => carryOut(() => keeper.decide(queue), moved(queue), [...queue]);

// Send something, and when the graph has followed, show what was shown in the new one.
async function carryOut(send, ids, sent) {
  if (job || running) return;
  [trouble, replaced] = [null, []];
  showSeconds(0);
  try {
    ledger = await keeper.decisions();
    const before = standing();
    job = { id: (await send()).id, before, ids: [...ids], sent };
  } catch (error) {
    return giveUp("recount_failed", error.message || reasonOf(error));
  }
  return follow();
}

async function follow() {
  let [missed, seconds] = [0, 0];
  for (;;) {
    const told = await keeper.decisions().catch(() => null);
    missed = told ? 0 : missed + 1;
    ledger = told ?? ledger;
    if (told && !(told.recount.running && told.recount.id === job.id)) break;
    seconds = told?.recount.seconds ?? seconds;
    if (missed < UNANSWERED) showSeconds(seconds);
    else showSilence();
    await new Promise((done) => setTimeout(done, BETWEEN));
  }
  return end(job, ledger.recount);
}

// Only the server knows what became of it, and one that was started again does not.
async function end({ id, before, others, ids, sent }, recount) {
  job = null;
  carried = carried.filter(holds);
  if (others && (recount.id !== id || recount.error)) return rest();
  if (!others && standing() !== before && (recount.id !== id || recount.error)) return giveUp("recount_unsure", recount.id === id ? recount.error : "");
  if (recount.id !== id) return giveUp("recount_lost", "");
  if (recount.error) return giveUp("recount_failed", recount.error);
  const texts = sent.map((one) => JSON.stringify(one));
  queue = queue.filter((one) => !texts.includes(JSON.stringify(one)));
  if (!others) carried = sent.length ? recount.decisions : [];
  keep();
  change(await addressIn(ids, keeper), { quietly: true });
  return location.reload();
}

function rest() {
  running = null;
  drawBar();
}

function showSeconds(seconds) {
  if (!running) heard.textContent = say("recounting", { n: 0 });
  running = say("recounting", { n: number(Math.round(seconds)) });
  drawBar();
}

function showSilence() {
  const text = say("server_silent");
  if (running === text) return;
  running = heard.textContent = text;
  drawBar();
}

function giveUp(key, why) {
  trouble = { key, why };
  heard.textContent = `${say(key)} ${why}`;
  rest();
}

// Over a reload; some browsers keep nothing for some pages.
function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ queue, carried, job }));
  } catch {
    // Then the list of decisions tells what was carried out.
  }
}

function recall() {
  try {
    ({ queue, carried, job } = { queue, carried, job, ...JSON.parse(sessionStorage.getItem(KEPT)) });
  } catch {
    // There is nothing to go on with.
  }
}
