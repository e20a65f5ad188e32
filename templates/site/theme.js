// Light or dark. Runs in the head, so that a page never flashes in the other colours.
(() => {
  "use strict";
  const root = document.documentElement, key = "plandoc-theme";
  const show = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  try { show(localStorage.getItem(key)); } catch { /* not allowed to remember */ }

  addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById("nen_trang");
    if (!choice) return;
    choice.value = root.dataset.theme || "";
    choice.parentNode.hidden = false;
    choice.onchange = () => {
      show(choice.value);
      try { localStorage.setItem(key, choice.value); } catch { /* this page only */ }
    };
  });
})();
