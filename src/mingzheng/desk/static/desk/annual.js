// Annual report: a button beside each figure puts its code where the cursor stood last. Without this the codes are copied by hand.
(() => {
  let field = null;
  let start = 0;
  let end = 0;
  const keep = (event) => {
    field = event.target;
    start = field.selectionStart;
    end = field.selectionEnd;
  };
  for (const area of document.querySelectorAll("textarea[data-cells]")) {
    for (const kind of ["focus", "keyup", "click", "select", "input"]) area.addEventListener(kind, keep);
  }
  for (const button of document.querySelectorAll("button[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const area = field || document.querySelector("textarea[data-cells]");
      if (!area) return;
      const text = `{{ ${button.dataset.insert} }}`;
      area.setRangeText(text, field ? start : area.value.length, field ? end : area.value.length, "end");
      area.focus();
      start = end = area.selectionStart;
      field = area;
    });
  }
})();
