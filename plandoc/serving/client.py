"""The script that a previewed page gets: it reloads the page, or lays what is wrong over it.

Looks are set through `style` objects, which the site's policy against styles in the HTML allows.
What is wrong is shown as text, never as markup.
"""

CLIENT = """\
"use strict";
(() => {
  const version = document.currentScript.dataset.version;
  let stream = null, problem = "", overlay = null;

  // Only a tab that is seen listens: a browser holds six connections to a server, all tabs
  // together. One that comes back is told at once whether it has missed something.
  const listen = () => {
    if (stream) stream.close();
    stream = null;
    if (document.visibilityState === "hidden") return;
    const opened = stream = new EventSource("/_plandoc/events");
    opened.onmessage = (event) => {
      const news = JSON.parse(event.data);
      if (news.version !== version) {
        opened.close();
        location.reload();
      } else if (news.problem !== problem) {
        problem = news.problem;
        show();
      }
    };
    // Some browsers give up when the server is away for a moment.
    opened.onerror = () => {
      if (opened.readyState === EventSource.CLOSED) {
        setTimeout(() => { if (stream === opened) listen(); }, 1000);
      }
    };
  };

  const make = (name, text, style) => {
    const node = document.createElement(name);
    node.textContent = text;
    Object.assign(node.style, style);
    return node;
  };

  const hide = () => {
    if (overlay) overlay.remove();
    overlay = null;
  };

  const show = () => {
    hide();
    if (!problem) return;
    overlay = make("plandoc-overlay", "", {
      all: "initial", position: "fixed", inset: "0", zIndex: "2147483647", overflow: "auto",
      boxSizing: "border-box", padding: "1.5rem", background: "#18181e",
      color: "#f4f4f6", font: "16px/1.5 system-ui, sans-serif",
    });
    overlay.setAttribute("role", "alert");
    const button = make("button", "Ẩn (Esc)", {
      float: "right", font: "inherit", padding: ".25rem .75rem", minHeight: "2rem",
    });
    button.addEventListener("click", hide);
    overlay.attachShadow({ mode: "open" }).append(
      button,
      make("h1", "Bản vừa lưu chưa dựng được", { font: "bold 1.25rem/1.4 system-ui, sans-serif",
        margin: "0 0 .25rem", color: "#ffb4a8" }),
      make("p", "Trang nằm dưới là bản dựng được gần nhất. Sửa tệp rồi lưu lại, trang sẽ tự "
        + "cập nhật.", { margin: "0 0 1rem" }),
      make("pre", problem, { font: "14px/1.5 Consolas, Menlo, monospace", margin: "0",
        overflowX: "auto", tabSize: "4" }),
    );
    document.documentElement.append(overlay);
  };

  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("visibilitychange", listen);
  listen();
})();
"""
