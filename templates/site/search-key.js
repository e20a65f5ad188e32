// "/" goes to the search box, unless something is being typed or the reader has turned it off.
(() => {
  "use strict";
  const key = "plandoc-slash", box = document.getElementById("tu_khoa");
  const choice = document.getElementById("phim_tim");
  let off = "";
  try { off = localStorage.getItem(key); } catch { /* not allowed to remember */ }

  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || off || !box) return;
    if (event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  if (!choice) return;
  choice.checked = !off;
  choice.parentNode.hidden = false;
  choice.onchange = () => {
    off = choice.checked ? "" : "off";
    try { localStorage.setItem(key, off); } catch { /* this page only */ }
  };
})();
