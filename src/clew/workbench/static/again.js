// A part of a page that is asked for again while something goes on; when that is over, the whole page is loaded anew.
"use strict";
(() => {
  const EVERY = 2000;
  const ask = async () => {
    const part = document.querySelector("[data-again]");
    try {
      if (!document.hidden) {
        const answer = await fetch(part.dataset.again);
        if (!answer.ok) throw new Error(answer.status);
        const then = part.dataset.then;
        part.outerHTML = await answer.text();
        if (!document.querySelector("[data-again]")) {
          if (location.pathname === then) location.reload(); else location.assign(then);
          return;
        }
      }
    } catch {
      part.querySelector("[data-lost]").hidden = false;
    }
    setTimeout(ask, EVERY);
  };
  setTimeout(ask, EVERY);
})();
