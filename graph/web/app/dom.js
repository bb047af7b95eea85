// Small helpers. All text reaches the page as text nodes, never as markup.

export const byId = (id) => document.getElementById(id);
export const readJson = (id) => JSON.parse(byId(id).textContent);

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function button(className, action, ...children) {
  const made = element("button", className, ...children);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

export function annotate(part, attributes) {
  for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
  return part;
}

export function dot(color) {
  const made = element("span", "dot");
  made.style.background = color;
  return made;
}

export function checkbox(checked, action) {
  const made = element("input");
  made.type = "checkbox";
  made.checked = checked;
  made.addEventListener("change", () => action(made.checked));
  return made;
}

// A list to choose one from; `label` gives the text of each value.
export function select(name, values, chosen, label, action) {
  const made = element("select");
  made.setAttribute("aria-label", name);
  for (const value of values) {
    const option = element("option", "", label(value));
    option.value = value;
    option.selected = value === chosen;
    made.append(option);
  }
  made.addEventListener("change", () => action(made.value));
  return made;
}

// A slider whose place and text `setSlider` changes. It must stay in the document while it is dragged.
export function slider(key, name, steps, act) {
  const made = element("input");
  Object.assign(made, { type: "range", min: 0, max: steps, step: 1 });
  made.dataset.key = key;
  made.setAttribute("aria-label", name);
  made.addEventListener("input", () => act(Number(made.value)));
  return made;
}

export function setSlider(made, place, text) {
  if (Number(made.value) !== place) made.value = place;
  made.setAttribute("aria-valuetext", text);
}

// Put new children into a parent and keep the keyboard where it was: on the part with the same data-key.
export function refill(parent, ...children) {
  const key = parent.contains(document.activeElement) && document.activeElement.dataset.key;
  parent.replaceChildren(...children);
  if (key) [...parent.querySelectorAll("[data-key]")].find((part) => part.dataset.key === key)?.focus();
}
