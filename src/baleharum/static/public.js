/* Quick exit: in place of the page stands the neutral one, so that "back" does not lead here.
   The link works without this script; it then stays in the history. */
(() => {
  "use strict";
  /* A page that nobody else may read later: it goes when nothing was typed for its time, and when
     "back" brings it out of the memory of the browser. */
  const page = document.querySelector("[data-fleeting]");
  if (page) {
    const away = () => window.location.replace(page.dataset.away);
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(away, page.dataset.fleeting * 1000);
    };
    document.addEventListener("input", wait);
    window.addEventListener("pageshow", (event) => event.persisted && away());
    wait();
  }
  const link = document.querySelector("a[data-quick-exit]");
  if (!link) return;
  const WITHIN = 5000, TIMES = 3;
  let pressed = [];

  const leave = () => {
    const ghost = document.createElement("div");
    ghost.className = "bhp-ghost";
    ghost.setAttribute("aria-hidden", "true");
    document.body.append(ghost);
    document.title = " ";
    window.location.replace(link.href);
  };

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      pressed = [];
      return;
    }
    const now = Date.now();
    pressed = [...pressed.filter((at) => now - at < WITHIN), now];
    if (pressed.length >= TIMES) leave();
  });
  /* A page out of the cache of "back" would still be covered. */
  window.addEventListener("pageshow", () => {
    for (const ghost of document.querySelectorAll(".bhp-ghost")) ghost.remove();
  });
  document.documentElement.classList.add("bhp-scripts");
})();
