// The search page: what is typed is searched at once, and stands in the address.
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const { open, search } = window.PLANDOC_SEARCH, data = open(window.PLANDOC_INDEX), FIRST = 100;
  const form = document.getElementById("tim_kiem"), results = document.getElementById("tim_thay");
  const fields = [...form.elements], box = form.elements.q;
  const chosen = (name) => form.elements[name]?.value;

  // Texts become text nodes: whatever a query or the plan holds, it is never read as HTML.
  const node = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const marked = ({ text }, places) => {
    const pieces = [];
    let at = 0;
    for (const [start, end] of places.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (start < at) continue;
      pieces.push(text.slice(at, start), node("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...pieces, text.slice(at)];
  };
  const below = (parts, marks, title) => parts.slice(1).map((part, i) =>
    marks[i + 1].length ? node("small", {}, title, ...marked(part, marks[i + 1])) : "");

  const clause = ({ record: { url, citation, heading, parts }, marks }) => node("li", {},
    node("a", { className: "cite", href: url }, capital(citation)),
    heading.title && node("p", { className: "source" }, `${heading.label}. ${heading.title}`),
    node("p", {}, ...marked(parts[0], marks[0])), ...below(parts, marks, "Chú thích: "));
  const other = ({ record: { kind, url, parts }, marks }) => node("li", {}, kind + ": ",
    node("a", { href: url }, ...marked(parts[0], marks[0])),
    ...(marks[0].length ? [] : below(parts, marks, "")));

  const list = (hits, show) => {
    const items = node("ol", { className: "results" }, ...hits.slice(0, FIRST).map(show));
    if (hits.length <= FIRST) return [items];
    const more = node("button", { type: "button" }, `Hiện cả ${hits.length} kết quả`);
    more.onclick = () => {
      items.append(...hits.slice(FIRST).map(show));
      more.remove();
      items.children[FIRST].querySelector("a").focus();
    };
    return [items, more];
  };
  const part = (title, hits, nodes) => hits.length ? [node("h2", {}, title), ...nodes()] : [];
  const said = ({ phrase, apart, others, names }) => {
    const counts = [
      phrase.length && `${phrase.length} điều khoản`,
      apart.length && `${apart.length} điều khoản có đủ các từ, không liền nhau`,
      others.length && `${others.length} trang liên quan`,
    ].filter(Boolean);
    const also = names.length ? ` Tìm cả: ${names.join("; ")}.` : "";
    return counts.length ? `${counts.join("; ")}.${also}` : "Không có điều khoản nào.";
  };

  const show = () => {
    const found = search(data, box.value, ({ heading, agencies }) =>
      (!chosen("muc") || heading.section === chosen("muc")) &&
      (!chosen("co-quan") || agencies.some(({ id }) => id === chosen("co-quan"))));
    const { phrase, apart, others, plain } = found, few = others.length < 4;
    const pages = part("Trang liên quan", others, () =>
      [node("ul", { className: "plain" }, ...others.map(other))]);
    document.getElementById("ket_qua").textContent = box.value.trim() ? said(found) : "";
    results.replaceChildren(
      ...(few ? pages : []),  // many would push the clauses down
      ...part("Điều khoản", phrase, () => list(phrase, clause)),
      ...part("Có đủ các từ, không liền nhau", apart, () => list(apart, clause)),
      ...(few ? [] : pages),
      ...part("Tìm không dấu", plain, () =>
        [node("a", { href: "?q=" + encodeURIComponent(plain) }, plain)]));
    const pairs = fields.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    const query = pairs.length ? `?${new URLSearchParams(pairs)}` : "";
    try { history.replaceState(null, "", location.pathname + query); } catch { /* refused */ }
  };

  const asked = new URLSearchParams(location.search);
  for (const field of fields) {
    field.value = asked.get(field.name) || "";
    field.value ||= "";  // no such option: the first
  }
  form.hidden = false;
  form.oninput = show;
  form.onsubmit = (event) => event.preventDefault();
  box.onkeydown = (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    box.value = "";
    show();
  };
  show();
  if (!box.value) box.focus();
});
