// The full text: every clause gets a button that copies its citation, and the contents show
// where one reads.
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const text = document.querySelector(".document"), status = document.getElementById("da_chep");
  const canonical = document.querySelector("link[rel=canonical]");
  const page = canonical ? canonical.href : location.href.split("#")[0];

  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
    } catch { // an http page has no clipboard
      const box = Object.assign(document.createElement("textarea"), { value: words });
      document.body.append(box);
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      if (!done) throw new Error();
    }
  };
  for (const link of text.querySelectorAll(".permalink")) {
    const cited = link.dataset.cite, button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.title = "Sao chép trích dẫn";
    button.setAttribute("aria-label", link.getAttribute("aria-label").replace("Liên kết tới", button.title));
    button.onclick = () => copy(`${cited} ${text.dataset.plan}\n${page}${link.hash}`).then(
      () => {
        button.classList.add("done");
        setTimeout(() => button.classList.remove("done"), 2000);
        status.textContent = `Đã sao chép trích dẫn ${cited}`;
      },
      () => { status.textContent = "Trình duyệt không cho sao chép"; },
    ).then(() => {
      button.focus();
      setTimeout(() => { status.textContent = ""; }, 4000);
    });
    link.after(button);
  }

  // One reads what has last risen to the top of the window.
  const links = [...document.querySelectorAll(".contents li a")];
  const targets = links.map((link) => document.getElementById(link.hash.slice(1)));
  let current;
  const mark = () => {
    const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const past = (target) => end || target.getBoundingClientRect().top <= 40;
    const found = links[targets.map(past).lastIndexOf(true)];
    if (found === current) return;
    if (current) current.removeAttribute("aria-current");
    current = found;
    if (!found) return;
    found.setAttribute("aria-current", "location");
    const list = found.closest(".contents"), at = found.offsetTop - list.scrollTop;
    if (at < 40 || at > list.clientHeight - 60) list.scrollTop += at - list.clientHeight / 3;
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "-40px 0px 0px", threshold: [0, 1] });
  targets.forEach((target) => observer.observe(target));
  addEventListener("scrollend", mark);
});
