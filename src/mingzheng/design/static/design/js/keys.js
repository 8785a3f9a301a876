/* Desk keys: j/k walk the queue, Enter opens, / goes to the search, ? shows this help. */
(() => {
  "use strict";
  const help = document.querySelector("[data-key-help]");
  const rows = () => [...document.querySelectorAll("[data-queue] [data-row]")];
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;
  let here = -1;

  const walk = (step) => {
    const list = rows();
    if (list.length === 0) {
      return;
    }
    const focused = list.findIndex((row) => row.contains(document.activeElement));
    here = Math.min(Math.max((focused >= 0 ? focused : here) + step, 0), list.length - 1);
    list.forEach((row, index) => row.classList.toggle("is-here", index === here));
    const link = list[here].querySelector("a[href]");
    if (link) {
      link.focus();
    }
    list[here].scrollIntoView({ block: "nearest" });
  };
  const search = () => {
    const box = document.querySelector("[data-search]");
    if (box) {
      box.focus();
      box.select();
    }
  };
  const acts = { j: () => walk(1), k: () => walk(-1), "/": search, "?": () => help && help.showModal() };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
      return;
    }
    const act = acts[event.key];
    if (act && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      act();
    }
  });
  document.querySelectorAll("[data-open-key-help]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => help && help.showModal());
  });
})();
