/* Checkboxes of a list: choose all on the page, and, where there is an action bar, the number chosen. Works without it too. */
(() => {
  "use strict";
  const boxes = [...document.querySelectorAll("[data-pick]")];
  const bar = document.querySelector("[data-bulk-bar]");
  if (boxes.length === 0) {
    return;
  }
  const every = [...document.querySelectorAll("[data-pick-all]")];
  const said = bar && bar.querySelector("[data-bulk-count]");
  const before = said ? said.textContent : "";
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    if (bar) {
      bar.hidden = chosen === 0;
      said.textContent = chosen ? `已选 ${chosen} 件：` : before;
    }
    every.forEach((all) => {
      all.checked = chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    });
  };
  every.forEach((all) => {
    all.hidden = false;
    (all.closest("[data-pick-row]") || all).hidden = false;
    all.addEventListener("change", () => {
      boxes.forEach((box) => {
        box.checked = all.checked;
      });
      show();
    });
  });
  boxes.forEach((box) => box.addEventListener("change", show));
  if (said) {
    said.setAttribute("role", "status");
  }
  show();
})();
