// Where entities stand once decisions were carried out: ids change with names and types.

import { state } from "./state.js";

export const bare = (id) => id.slice(id.indexOf(":") + 1);
const typeIn = (id) => id.slice(0, id.indexOf(":"));

// The ids that decisions change, each with the one after all of them; with nothing where the entity is no more.
export function moved(decisions) {
  const ids = new Map();
  const now = (id) => ids.get(id) ?? id;
  const move = (id, to) => {
    const from = now(id);
    for (const [other, at] of ids) if (at === from) ids.set(other, to);
    ids.set(id, to);
  };
  for (const { decision, names: [first, ...others], to } of decisions) {
    const at = now(first);
    if (decision === "same") for (const other of others) move(other, at);
    if (decision === "rename" && at) move(first, `${typeIn(at)}:${to}`);
    if (decision === "retype" && at) move(first, `${to}:${bare(at)}`);
    if (decision === "ignore") move(first, "");
  }
  return ids;
}

// The same when they are taken back. What was joined stays where it is when it is parted again.
export function movedBack(decisions) {
  const forth = [...moved(decisions.filter(({ decision }) => decision !== "same"))];
  return new Map(forth.filter(([, to]) => to).map(([from, to]) => [to, from]));
}

// What is shown, at its ids in the new graph. What is not where it was reckoned is looked for by its names.
export async function addressIn(reckoned, source) {
  const ids = new Map(reckoned);
  const opened = state.open.map(idIn).filter((id) => ids.has(id));
  for (const id of new Set([state.node, state.focus, ...state.pair, ...state.path, ...opened].filter(Boolean))) {
    ids.set(id, await found(id, ids.get(id) ?? id, source));
  }
  const now = (id) => ids.get(id) ?? id;
  const all = (list) => [...new Set(list.map(now))].filter(Boolean);
  const pair = all(state.pair);
  return {
    node: now(state.node), focus: now(state.focus), pair: pair.length === 2 ? pair : [], path: state.path.map(now),
    open: [...new Set(state.open.map(tokenIn(ids)).filter(Boolean))],
  };
}

async function found(id, now, source) {
  for (const name of now ? [now, bare(now), bare(id)] : []) {
    const known = await source.entity(name).catch(() => undefined);
    if (known) return known.id;
  }
  return now;
}

const kindIn = (token) => token.slice(0, token.indexOf(":"));
const idIn = (token) => token.slice(token.indexOf(":") + 1);

const tokenIn = (ids) => (token) => {
  const id = ids.get(idIn(token));
  return id === undefined ? token : id && `${kindIn(token)}:${id}`;
};
