// The table of tasks: filter and sort; what was chosen stands in the address.
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const form = document.getElementById("loc"), table = document.getElementById("bang");
  const rows = [...table.tBodies[0].rows], heads = [...table.querySelectorAll("[data-sort]")];
  const fields = ["nhom", "co-quan", "vai-tro"].map((name) => form.elements[name]);
  const [group, agency, role] = fields, order = new Intl.Collator("vi").compare;
  let sort = "", down = false;

  const read = () => {
    const asked = new URLSearchParams(location.search), by = asked.get("sap-xep") || "";
    for (const field of fields) {
      field.value = asked.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
    [down, sort] = [by[0] === "-", by.replace(/^-/, "")];
  };
  const write = () => {
    const asked = fields.filter((field) => field.value && !field.disabled);
    const pairs = asked.map((field) => [field.name, field.value]);
    if (sort) pairs.push(["sap-xep", (down ? "-" : "") + sort]);
    const query = pairs.length ? `?${new URLSearchParams(pairs)}` : "";
    try { history.replaceState(null, "", location.pathname + query); } catch { /* refused */ }
  };
  const wanted = ({ dataset }) => (!group.value || dataset.group === group.value) &&
    (!agency.value || (role.value ? [role.value] : ["lead", "named", "shared"])
      .some((part) => dataset[part].split(" ").includes(agency.value)));

  const show = () => {
    role.disabled = !agency.value;
    const head = heads.find((one) => one.dataset.sort === sort) || heads[0];
    const value = (row) => row.cells[head.cellIndex].dataset.value;
    const compare = head === heads[0] ? () => 0 : (a, b) => order(value(a), value(b));
    const sorted = rows.map((row, place) => [row, place]).sort(
      ([a, i], [b, j]) => (down ? -1 : 1) * (compare(a, b) || i - j));
    for (const [row] of sorted) row.hidden = !wanted(row);
    table.tBodies[0].append(...sorted.map(([row]) => row));
    for (const one of heads) {
      if (one === head) one.setAttribute("aria-sort", down ? "descending" : "ascending");
      else one.removeAttribute("aria-sort");
    }
    const count = rows.filter((row) => !row.hidden).length;
    document.getElementById("ket_qua").textContent =
      (count < rows.length ? `${count} trong ${rows.length}` : count) + " nhiệm vụ";
  };
  const change = () => { show(); write(); };

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      down = head.getAttribute("aria-sort") === "ascending";
      sort = head.dataset.sort;
      change();
    };
  }
  form.onchange = change;
  form.onsubmit = (event) => event.preventDefault();
  form.onreset = () => setTimeout(() => { sort = ""; down = false; change(); });
  form.hidden = false;
  read();
  show();
});
