// Keys for every page: "g" and a letter goes to a page, "/" searches, numbers choose a verdict and Enter decides.
"use strict";
(() => {
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.matches(".decide input[name=why]")) {
      event.preventDefault();
      event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const key = event.key;
    if (going) {
      going = false;
      const link = [...document.querySelectorAll("[data-go]")].find((one) => one.dataset.go === key);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (key === "g") { going = true; setTimeout(() => { going = false; }, 1500); return; }
    const chosen = [...document.querySelectorAll("[data-choose]")].find((one) => one.dataset.choose === key);
    if (chosen) { event.preventDefault(); chosen.focus(); return; }
    const named = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    if (named) { event.preventDefault(); if (named.matches("input")) named.focus(); else named.click(); return; }
    if (key === "n" || key === "p") {
      const steps = [...document.querySelectorAll("[data-step]")];
      const at = steps.findIndex((one) => one.getAttribute("href") === location.hash);
      const next = steps[key === "n" ? at + 1 : at - 1];
      if (next) { event.preventDefault(); next.click(); }
    }
  });
})();
