"use strict";
const field = document.getElementById("search");
const tally = document.getElementById("tally");
const items = Array.from(document.querySelectorAll("[data-item]"));
const texts = items.map((item) => item.textContent.normalize("NFKC").toLowerCase());
const boxes = Array.from(document.querySelectorAll("input[data-shows]"));

function filter() {
  const words = field.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  const hidden = new Set(boxes.filter((box) => !box.checked).map((box) => box.dataset.shows));
  let shown = 0;
  items.forEach((item, number) => {
    const fits = words.every((word) => texts[number].includes(word));
    item.hidden = !fits || hidden.has(item.dataset.item);
    shown += item.hidden ? 0 : 1;
  });
  tally.textContent = `${shown} of ${items.length} shown`;
}

function openAll(open) {
  document.querySelectorAll("details").forEach((one) => { one.open = open; });
}

field.addEventListener("input", filter);
boxes.forEach((box) => box.addEventListener("change", filter));
document.getElementById("open").addEventListener("click", () => openAll(true));
document.getElementById("close").addEventListener("click", () => openAll(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== field) {
    event.preventDefault();
    field.focus();
  } else if (event.key === "Escape" && document.activeElement === field) {
    field.value = "";
    filter();
  }
});
window.addEventListener("beforeprint", () => openAll(true));
filter();
