// Comma-separated values that spreadsheets read as text, and files handed to the browser to keep.

import { element } from "./dom.js";

// A cell that begins like a formula would be run by a spreadsheet: an apostrophe makes it text. So may what stands behind
// a mark that some spreadsheets part cells at.
const FORMULA = /(^|[;\t\r\n])([\s\p{C}]*)(?=[=+\-@＝＋－＠|%])/gu;

export function csv(rows) {
  const cell = (value) => {
    if (typeof value === "number") return String(value);
    const text = String(value ?? "").replace(FORMULA, "$1'$2");
    return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  // The mark at the beginning tells spreadsheets that this is UTF-8.
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

export function save(name, blob) {
  const link = element("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
