// The legend, and the start of the page. `again` shows once more what the panel shows, after a filter changed.

let again = () => {};

function reveal(node) {
  if (isShown(node)) return;
  shownTypes.add(node.type);
  drawLegend();
  applyTypes();
}

function drawLegend() {
  byId("types").replaceChildren(...page.types.map((type) => {
    const box = element("input");
    box.type = "checkbox";
    box.checked = shownTypes.has(type.name);
    box.addEventListener("change", () => toggle(type.name, box));
    const label = element("label", box.checked ? "" : "off", box, dot(type.color), element("span", "name", type.label),
      element("span", "count", number(type.count)));
    return element("li", "", label);
  }));
}

function toggle(name, box) {
  if (box.checked) shownTypes.add(name);
  else shownTypes.delete(name);
  box.closest("label").classList.toggle("off", !box.checked);
  applyTypes();
  const hiddenNow = [...chosen.main].some((id) => !isShown(nodes[id]));
  (hiddenNow ? showHome : again)();
}

drawLegend();
if (nodes.length) startPicture();
byId("whole").hidden = !nodes.length;
byId("whole").addEventListener("click", () => {
  showHome();
  picture.fit();
});
if (page.focus === null) showHome();
else showNode(page.focus, { move: false });
