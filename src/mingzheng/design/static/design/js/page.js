/* Small comforts on every page; each works only on top of what already works without it. */
(() => {
  "use strict";
  // Buttons that mean something only with a script are hidden in the page and shown here.
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  // Dropped sheets close on Escape (focus returns to their handle) and on a click elsewhere.
  const dropped = "details.drop[open], details.clock:not(.clock--wide)[open]";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    document.querySelectorAll(dropped).forEach((sheet) => {
      const held = sheet.contains(document.activeElement);
      sheet.open = false;
      if (held) {
        sheet.querySelector("summary").focus();
      }
    });
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll(dropped).forEach((sheet) => {
      if (!sheet.contains(event.target)) {
        sheet.open = false;
      }
    });
  });
  // After a form came back with errors, the reader starts at the summary.
  const summary = document.querySelector("[data-form-errors]");
  if (summary) {
    summary.focus();
  }
  // A field that takes no more says so: the end of a long paste would be gone without a word.
  document.querySelectorAll("[data-full]").forEach((note) => {
    const control = note.previousElementSibling;
    control.addEventListener("input", () => {
      note.textContent = control.value.length < control.maxLength ? "" : note.dataset.full;
    });
  });
  // A form is sent once: the second press of an impatient hand is dropped.
  document.querySelectorAll("form[method='post']").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent === "yes") {
        event.preventDefault();
      }
      form.dataset.sent = "yes";
    });
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
})();
