"use strict";
(() => {
  const table = document.getElementById("pages");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const collator = new Intl.Collator("en", { numeric: true });
  const value = (row, at, kind) =>
    kind === "number" ? Number(row.cells[at].dataset.value) : row.cells[at].textContent.trim();
  heads.forEach((head, at) => {
    const kind = head.firstElementChild.dataset.sorts;
    head.firstElementChild.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort");
      const first = kind === "number" ? "descending" : "ascending";
      const other = kind === "number" ? "ascending" : "descending";
      const now = was === first ? other : first;
      heads.forEach((one) => one.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", now);
      const sign = now === "ascending" ? 1 : -1;
      const keyed = rows.map((row, place) => [value(row, at, kind), place, row]);
      keyed.sort((a, b) =>
        sign * (kind === "number" ? a[0] - b[0] : collator.compare(a[0], b[0])) || a[1] - b[1]);
      body.append(...keyed.map((one) => one[2]));
    });
  });
  const search = document.getElementById("search");
  const tally = document.getElementById("tally");
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  search.addEventListener("input", () => {
    const wanted = plain(search.value).trim();
    let shown = 0;
    rows.forEach((row) => {
      row.hidden = !texts.get(row).includes(wanted);
      if (!row.hidden) shown += 1;
    });
    tally.textContent = wanted === "" ? "" : `${shown} of ${rows.length}`;
  });
})();
