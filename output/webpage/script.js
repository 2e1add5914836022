"use strict";
for (const table of document.querySelectorAll("table[data-list]")) {
  const body = table.tBodies[0], rows = [...body.rows];
  if (rows.length < 6) continue;
  const label = document.createElement("label"), input = document.createElement("input"), found = document.createElement("span");
  label.className = "filter";
  input.type = "search";
  input.autocomplete = "off";
  found.setAttribute("role", "status");
  label.append(table.dataset.list + ": show rows with ", input, " ", found);
  table.parentElement.before(label);
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((w) => text.includes(w));
      if (!row.hidden) n++;
    }
    found.textContent = words.length ? n + " of " + rows.length : "";
  });
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, i) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((h) => h.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[i].dataset.v ?? row.cells[i].textContent;
      const sorted = [...rows].sort((a, b) => key(a).localeCompare(key(b), "en", { numeric: true }));
      body.append(...(down ? sorted.reverse() : sorted));
    });
  });
}
