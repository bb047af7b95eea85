// What of an entity in the panel is wrong: people say so, and it waits to be carried out.

import { annotate, button, element, select } from "./dom.js";
import { ifWritable, plan } from "./decide.js";
import { addAt } from "./extras.js";
import { makePicker } from "./picker.js";
import { nameOf, label, say } from "./words.js";

export function offerEditing(source) {
  addAt("alias", (entity, alias) => [ifWritable(splitOff(entity, alias))]);
  addAt("entity", (entity, types) => [ifWritable(editing(source, entity, types))]);
}

function splitOff(entity, alias) {
  const made = button("not-this", () => plan({ decision: "different", names: [entity.id, alias] }), "×");
  const text = say("not_this", { alias: alias.trim() || say("no_name"), name: nameOf(entity) });
  made.title = text;
  made.dataset.key = `not ${alias}`;
  return annotate(made, { "aria-label": text });
}

function editing(source, entity, types) {
  return element("details", "edit", element("summary", "", say("correct")), merging(source, entity), renaming(entity), retyping(entity, types),
    element("p", "", button("", () => plan({ decision: "ignore", names: [entity.id] }), say("ignore"))));
}

function merging(source, entity) {
  const input = annotate(element("input"), { type: "search", autocomplete: "off", spellcheck: "false", maxlength: "200", "aria-label": say("merge_with"), placeholder: say("merge_with") });
  const box = element("div", "results");
  box.id = "merge-results";
  const made = element("div", "picker", input, box);
  makePicker(input, box, source, (id) => {
    input.value = "";
    if (id !== entity.id) plan({ decision: "same", names: [entity.id, id] });
  });
  return made;
}

function renaming(entity) {
  const input = annotate(element("input"), { type: "text", maxlength: "100", "aria-label": say("new_name") });
  input.value = entity.name;
  const act = () => {
    const to = input.value.trim();
    if (to && to !== entity.name) plan({ decision: "rename", names: [entity.id], to });
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && act());
  return element("p", "row", input, button("", act, say("rename")));
}

function retyping(entity, types) {
  const kinds = new Map(types.map((type) => [type.name, label(type)]));
  let chosen = entity.type;
  const list = select(say("new_type"), [...kinds.keys()], chosen, (name) => kinds.get(name), (name) => {
    chosen = name;
  });
  const act = () => chosen !== entity.type && plan({ decision: "retype", names: [entity.id], to: chosen });
  return element("p", "row", list, button("", act, say("retype")));
}
