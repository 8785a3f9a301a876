/* The kiosk ends by itself when nobody touches it: a warning first, then the start page. */
(() => {
  const box = document.querySelector("[data-kiosk-idle]");
  if (!box) return;
  const idle = Number(box.dataset.kioskIdle);
  const warn = Number(box.dataset.kioskWarn);
  const left = box.querySelector("[data-kiosk-left]");
  const stay = box.querySelector("[data-kiosk-stay]");
  let last = Date.now();
  let back = null;
  const touched = () => {
    last = Date.now();
    if (!box.hidden) {
      box.hidden = true;
      if (back) back.focus();
    }
  };
  for (const name of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    addEventListener(name, touched, { passive: true });
  }
  stay.addEventListener("click", touched);
  setInterval(() => {
    const rest = idle - Math.floor((Date.now() - last) / 1000);
    if (rest <= 0) {
      location.replace(box.dataset.kioskEnd);
    } else if (rest <= warn) {
      left.textContent = String(rest);
      if (box.hidden) {
        back = document.activeElement;
        box.hidden = false;
        stay.focus();
      }
    }
  }, 1000);
})();
