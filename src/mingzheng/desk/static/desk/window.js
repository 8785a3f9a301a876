/* The window's keys: Enter goes from the search to the results, a records the answer, h hands over, Esc serves the next person. Works without it too. */
(() => {
  "use strict";
  const box = document.querySelector("[data-window-search]");
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;
  document.querySelectorAll("[data-window-keys]").forEach((hint) => {
    hint.hidden = false;
  });

  const idle = document.querySelector("[data-window-idle]");
  if (box && idle) {
    document.addEventListener("htmx:afterSwap", () => {
      idle.hidden = box.value.trim() !== "";
    });
  }
  const rows = () => [...document.querySelectorAll("[data-window] [data-row]")];
  const row = () => rows().find((one) => one.contains(document.activeElement)) || (rows().length === 1 ? rows()[0] : null);
  const toResults = (event) => {
    const first = document.querySelector("#found [data-row] a[href]");
    if (first) {
      event.preventDefault();
      first.focus();
    }
  };
  if (box) {
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) {
        return; // Enter chooses a word of the input method
      }
      if (event.key === "Enter" || event.key === "ArrowDown") {
        toResults(event);
      }
    });
    if (!box.value) {
      box.focus();
    }
  }
  const acts = {
    a: () => {
      const here = row();
      const button = here && here.querySelector("[data-answered]");
      if (button) {
        button.click();
      }
    },
    h: () => {
      const link = document.querySelector("[data-hand-over]");
      if (link) {
        link.click();
      }
    },
    "/": () => box && box.focus(),
    Escape: () => {
      const back = document.querySelector("[data-back]");
      if (box) {
        box.value = "";
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.focus();
      } else if (back) {
        back.click();
      }
    },
  };
  document.addEventListener("keydown", (event) => {
    const escape = event.key === "Escape";
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || (typing(event.target) && !escape)) {
      return;
    }
    if (document.querySelector("dialog[open]") || (escape && typing(event.target) && event.target !== box)) {
      return;
    }
    const act = acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
