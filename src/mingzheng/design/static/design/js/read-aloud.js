/* Reading aloud with the browser's own voice. The button appears only where a voice exists; without it nothing is lost. */
(() => {
  "use strict";
  const button = document.querySelector("[data-read-aloud]");
  const synth = window.speechSynthesis;
  if (!button || !synth || typeof window.SpeechSynthesisUtterance !== "function") {
    return;
  }
  const label = button.querySelector("[data-label]");
  const words = { start: button.dataset.start, stop: button.dataset.stop };
  let reading = false;

  const parts = () => {
    const main = document.querySelector("main");
    const chosen = String(window.getSelection() || "").trim();
    if (chosen) {
      return [chosen];
    }
    const wanted = "h1, h2, h3, h4, p, li, dt, dd, td, th, caption, figcaption";
    return [...main.querySelectorAll(wanted)]
      .filter((node) => node.offsetParent !== null && !node.querySelector(wanted))
      .map((node) => node.innerText.trim())
      .filter(Boolean);
  };
  const show = () => {
    label.textContent = reading ? words.stop : words.start;
    button.setAttribute("aria-pressed", String(reading));
  };
  const stop = () => {
    reading = false;
    synth.cancel();
    show();
  };
  const read = (queue) => {
    if (!reading || queue.length === 0) {
      stop();
      return;
    }
    const speech = new window.SpeechSynthesisUtterance(queue[0]);
    speech.lang = "zh-CN";
    speech.rate = 0.95;
    speech.onend = () => read(queue.slice(1));
    speech.onerror = stop;
    synth.speak(speech);
  };
  button.addEventListener("click", () => {
    if (reading) {
      stop();
      return;
    }
    reading = true;
    show();
    read(parts());
  });
  window.addEventListener("pagehide", () => synth.cancel());
  button.hidden = false;
})();
