"use strict";
const get = (id) => document.getElementById(id);
const field = get("search");
const tally = get("tally");
const choices = ["kind", "state", "origin", "with"].map(get);
const sections = Array.from(document.querySelectorAll("main section[data-kind]"));
const parts = Array.from(document.querySelectorAll(".part"));
const main = document.querySelector("main");
const findings = Array.from(document.querySelectorAll(".finding"));
const plain = (text) => text.normalize("NFKC").toLowerCase();

const rows = sections.flatMap((section) =>
  Array.from(section.querySelectorAll("tbody tr"), (row) => ({
    row,
    section,
    part: section.parentElement,
    kind: section.dataset.kind,
    state: row.dataset.state,
    origin: row.dataset.match,
    maker: row.querySelector(".by")?.textContent,
    facts: new Set(),
    text: null,
  })));
const byRow = new Map(rows.map((one) => [one.row, one]));
const fact = (element, ...words) => {
  const one = byRow.get(element.closest("tr"));
  words.forEach((word) => one?.facts.add(word));
};
findings.forEach((one) => {
  fact(one, "finding", one.classList[1], `code:${one.querySelector("code").textContent}`);
});
document.querySelectorAll("tbody mark").forEach((one) => fact(one, "name"));
document.querySelectorAll("tbody .note").forEach((one) => fact(one, "note"));

function textOf(one) {
  if (one.text === null) {
    const tips = Array.from(one.row.querySelectorAll("mark"), (mark) => mark.dataset.tip);
    one.text = plain([one.row.textContent, ...tips].join("\n"));
  }
  return one.text;
}

function fits(one, words, [kind, state, origin, remark]) {
  return (!kind || one.kind === kind)
    && (!state || one.state === state)
    && (!origin || one.origin === origin || `by:${one.maker}` === origin)
    && (!remark || one.facts.has(remark))
    && words.every((word) => textOf(one).includes(word));
}

const rowHeight = 70;
const drawnAtOnce = 100;
function filter() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  const chosen = choices.map((one) => one.value);
  const filled = new Map();
  let shown = 0;
  rows.forEach((one) => {
    const fitting = fits(one, words, chosen);
    if (one.row.hidden === fitting) { one.row.hidden = !fitting; }
    if (!fitting) { return; }
    shown += 1;
    for (const place of [one.section, one.part]) { filled.set(place, (filled.get(place) ?? 0) + 1); }
  });
  [...sections, ...parts].forEach((one) => { one.hidden = !filled.has(one); });
  parts.forEach((one) => {
    one.style.containIntrinsicHeight = `${(filled.get(one) ?? 0) * rowHeight}px`;
  });
  main.classList.toggle("few", shown <= drawnAtOnce);
  tally.textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} segments shown`;
  paint(words);
}

const mostPainted = 2000;
function paint(words) {
  if (!window.CSS?.highlights) { return; }
  CSS.highlights.delete("search");
  if (words.length === 0) { return; }
  const ranges = [];
  for (const one of rows) {
    if (one.row.hidden) { continue; }
    const walker = document.createTreeWalker(one.row, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < mostPainted) {
      const text = walker.currentNode.data.toLowerCase();
      if (text.length !== walker.currentNode.data.length) { continue; }
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + word.length);
          ranges.push(range);
        }
      }
    }
    if (ranges.length >= mostPainted) { break; }
  }
  CSS.highlights.set("search", new Highlight(...ranges));
}

let walked = null;
function walk(by) {
  const open = findings.filter((one) => !one.closest("tr")?.hidden);
  if (open.length === 0) { tally.textContent = "No finding is shown"; return; }
  let next = open.indexOf(walked) + by;
  if (!open.includes(walked)) { next = by > 0 ? 0 : open.length - 1; }
  next = (next + open.length) % open.length;
  walked = open[next];
  walked.focus({ preventScroll: true });
  walked.scrollIntoView({ block: "center" });
  tally.textContent = `Finding ${next + 1} of ${open.length}`;
}

function light(element, lit) {
  const id = element.closest?.(".finding")?.id;
  if (!id) { return; }
  document.querySelectorAll(`.spot[aria-describedby~="${id}"]`)
    .forEach((one) => one.classList.toggle("lit", lit));
}

function reset() {
  field.value = "";
  choices.forEach((one) => { one.value = ""; });
  filter();
}

function place(event) {
  const mark = event.target.closest?.("mark");
  if (!mark) { return; }
  document.body.classList.remove("no-tips");
  const box = mark.getBoundingClientRect();
  const width = Math.min(24 * 16, 0.48 * innerWidth);
  const fromRight = getComputedStyle(mark).direction === "rtl";
  mark.classList.toggle("flip", fromRight ? box.right < width : box.left + width > innerWidth);
  mark.classList.toggle("up", box.bottom > innerHeight - 130 && box.top > 130);
}

function typing(element) {
  return element.matches?.("select, textarea, input:not([type=checkbox])");
}

let waiting = 0;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(filter, rows.length > 500 ? 120 : 0);
});
choices.forEach((one) => one.addEventListener("change", filter));
get("reset").addEventListener("click", reset);
get("next").addEventListener("click", () => walk(1));
get("previous").addEventListener("click", () => walk(-1));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) { return; }
  if (event.key === "Escape") {
    document.body.classList.add("no-tips");
    if (event.target === field) { field.value = ""; filter(); }
  } else if (get("keys").checked && !typing(event.target)) {
    const action = { "/": () => field.focus(), n: () => walk(1), p: () => walk(-1) }[event.key];
    if (action) { event.preventDefault(); action(); }
  }
});
["mouseover", "focusin"].forEach((type) => document.addEventListener(type, (event) => {
  place(event);
  light(event.target, true);
}));
["mouseout", "focusout"].forEach((type) =>
  document.addEventListener(type, (event) => light(event.target, false)));
function arrive() {
  const row = location.hash && get(location.hash.slice(1))?.closest("tr");
  if (row?.hidden) { reset(); row.scrollIntoView(); }
}
window.addEventListener("hashchange", arrive);
document.querySelector(".tools").hidden = false;
filter();
