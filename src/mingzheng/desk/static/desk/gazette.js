/* Ordering the documents of an issue by dragging or with two buttons; it writes the numbers that the form sends anyway. */
(() => {
  "use strict";
  const table = document.querySelector("[data-gazette-order]");
  if (!table) {
    return;
  }
  const body = table.tBodies[0];
  const said = document.querySelector("[data-gazette-said]");
  const rows = () => [...body.querySelectorAll("[data-gazette-row]")];
  const section = (row) => row && row.querySelector("[data-gazette-section]");

  const settle = (row) => {
    /* Between two documents of one section, a row belongs to that section. */
    const above = section(row.previousElementSibling);
    const below = section(row.nextElementSibling);
    const near = [above, below].filter(Boolean).map((one) => one.value);
    const own = section(row);
    if (own && near.length && !near.includes(own.value)) {
      own.value = near[0];
    }
    rows().forEach((one, place) => {
      one.querySelector("[data-gazette-number]").value = place + 1;
    });
    const place = rows().indexOf(row) + 1;
    if (said) {
      said.textContent = `已移到第 ${place} 位，保存后生效。`;
    }
  };

  const move = (row, step, button) => {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) {
      return;
    }
    body.insertBefore(row, step < 0 ? other : other.nextElementSibling);
    settle(row);
    button.focus();
  };

  let dragged = null;
  const clear = () => rows().forEach((row) => row.classList.remove("is-over", "is-dragged"));
  rows().forEach((row) => {
    const handle = row.querySelector("[data-gazette-handle]");
    const up = row.querySelector("[data-gazette-up]");
    const down = row.querySelector("[data-gazette-down]");
    [handle, up, down].forEach((one) => {
      one.hidden = false;
    });
    up.addEventListener("click", () => move(row, -1, up));
    down.addEventListener("click", () => move(row, 1, down));
    handle.addEventListener("pointerdown", () => {
      row.draggable = true;
    });
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      row.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    row.addEventListener("dragover", (event) => {
      if (dragged && dragged !== row) {
        event.preventDefault();
        rows().forEach((one) => one.classList.toggle("is-over", one === row));
      }
    });
    row.addEventListener("drop", (event) => {
      if (!dragged || dragged === row) {
        return;
      }
      event.preventDefault();
      const after = rows().indexOf(dragged) < rows().indexOf(row);
      body.insertBefore(dragged, after ? row.nextElementSibling : row);
      settle(dragged);
    });
    row.addEventListener("dragend", () => {
      row.draggable = false;
      dragged = null;
      clear();
    });
  });
})();
