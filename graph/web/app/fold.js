// The folding of guanxi.corpus.fold.name_key, with its table cut to the characters that can matter here.

const folds = new Map();
const MARKS = "《》“”\"'‘’「」『』<>〈〉";

export function setFolds([from, to]) {
  const into = Array.from(to);
  Array.from(from).forEach((character, i) => folds.set(character, into[i]));
}

export function fold(text) {
  const all = Array.from(text.normalize("NFC"), (c) => folds.get(c) ?? c.toLowerCase()).filter((c) => c.trim());
  let start = 0;
  let end = all.length;
  while (start < end && MARKS.includes(all[start])) start += 1;
  while (end > start && MARKS.includes(all[end - 1])) end -= 1;
  return all.slice(start, end).join("") || all.join("");
}
