// The period: bars of windows per month (or per year, where there are many), two sliders, and a button that plays.

import { byId, button, element, refill, setSlider, slider } from "./dom.js";
import { monthText, period } from "./measures.js";
import { perMonth } from "./shown.js";
import { change, hasPeriod, onChange, state } from "./state.js";
import { number, say } from "./words.js";

const MANY = 60;
const PAUSE = 700;
let playing = 0;
let stepping = false;
let now = { units: [], start: 0, end: 0 };
let parts;
let corpus = {};

// How many documents of the graph were read, and how many of them have a date.
export function setDocuments(told) {
  corpus = told;
}

export function drawTimeline() {
  const months = perMonth();
  const units = unitsOf([...months.keys()]);
  const box = byId("timeline");
  if (units.length < 2) {
    delete box.dataset.made;
    return refill(box, element("h2", "", say("time")), element("p", "note", say(units.length ? "one_month" : "undated")));
  }
  const [first, last] = period();
  const end = units.findLastIndex(({ from }) => from <= last);
  now = { units, start: Math.max(0, units.findIndex(({ to }) => to >= first)), end: end < 0 ? units.length - 1 : end };
  // The sliders are made anew only where their names or steps change: never while one is dragged.
  const made = `${state.lang} ${units.length} ${units[0].from}`;
  if (box.dataset.made !== made) makeParts(box);
  box.dataset.made = made;
  const bars = units.map(({ from, to }) => ({ from, windows: total(months, from, to), inside: to >= first && from <= last }));
  const [since, until] = [unitText(units[now.start].from), unitText(units[now.end].from)];
  parts.text.textContent = `${since} – ${until}`;
  parts.bars.replaceChildren(histogram(bars));
  setSlider(parts.since, now.start, since);
  setSlider(parts.until, now.end, until);
  parts.play.textContent = say(playing ? "pause" : "play");
  parts.all.hidden = !hasPeriod();
  parts.note.textContent = undatedNote();
  return undefined;
}

function makeParts(box) {
  const range = (key, act) => slider(key, say(key), now.units.length - 1, (i) => {
    stop();
    act(i);
  });
  parts = {
    text: element("output"), bars: element("div"), note: element("p", "note"),
    since: range("since", (i) => setPeriod(i, Math.max(i, now.end))),
    until: range("until", (i) => setPeriod(Math.min(i, now.start), i)),
    play: button("play", play),
    all: button("", () => {
      stop();
      change({ since: "", until: "" });
    }, say("all_time")),
  };
  parts.play.dataset.key = "play";
  parts.all.dataset.key = "all-time";
  const head = element("div", "row", element("h2", "", say("time")), parts.text);
  refill(box, head, parts.bars, parts.since, parts.until, element("div", "row", parts.play, parts.all), parts.note);
}

// Bars and periods are of dated documents only.
function undatedNote() {
  const { dated, read } = corpus;
  if (!read || dated === read) return "";
  return say(hasPeriod() ? "undated_out" : "undated_too", { n: number(dated), m: number(read) });
}

const unitText = (month) => (now.units[0].from === now.units[0].to ? monthText(month) : monthText(month).slice(0, 4));

function unitsOf(months) {
  if (!months.length) return [];
  const [first, last] = [Math.min(...months), Math.max(...months)];
  if (last - first < MANY) return Array.from({ length: last - first + 1 }, (_, i) => ({ from: first + i, to: first + i }));
  const [from, to] = [Math.floor(first / 12), Math.floor(last / 12)];
  return Array.from({ length: to - from + 1 }, (_, i) => ({ from: (from + i) * 12, to: (from + i) * 12 + 11 }));
}

function total(months, from, to) {
  let sum = 0;
  for (let month = from; month <= to; month += 1) sum += months.get(month) ?? 0;
  return sum;
}

function histogram(bars) {
  const most = Math.max(...bars.map(({ windows }) => windows));
  const made = element("div", "bars-of-time", ...bars.map(({ from, windows, inside }) => {
    const bar = element("span", inside ? "" : "out");
    bar.style.height = `${windows ? Math.max(6, (100 * windows) / most) : 1}%`;
    bar.title = `${unitText(from)}: ${number(windows)}`;
    return bar;
  }));
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", say("histogram", { first: unitText(bars[0].from), last: unitText(bars.at(-1).from), n: number(most) }));
  return made;
}

function setPeriod(start, end) {
  const { units } = now;
  change({ since: monthText(units[start].from), until: monthText(units[end].to) });
}

// The period grows from where it begins to the end of all time.
function play() {
  if (playing) {
    stop();
    return drawTimeline();
  }
  const { units, start, end } = now;
  let to = end < units.length - 1 ? end + 1 : start;
  const step = () => {
    if (to >= units.length - 1) stop();
    stepping = true;
    setPeriod(start, to);
    stepping = false;
    to += 1;
  };
  playing = setInterval(step, PAUSE);
  return step();
}

function stop() {
  clearInterval(playing);
  playing = 0;
}

// Whoever else sets the period, or takes a choice back, wants it to stay there.
function halt() {
  if (!playing || stepping) return;
  stop();
  drawTimeline();
}

onChange(["since", "until"], halt);
addEventListener("popstate", halt);
