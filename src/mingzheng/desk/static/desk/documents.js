/* A draft that was changed and not saved: the browser asks before it is left. Works without it too. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-warn-unsaved]");
  if (!form) {
    return;
  }
  let changed = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) {
      event.preventDefault();
      event.returnValue = form.dataset.warnUnsaved;
    }
  });
})();
