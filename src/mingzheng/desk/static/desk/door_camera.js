// Where the browser reads QR codes itself, the phone's camera scans tickets on the page of the door. Elsewhere the button stays
// hidden: the phone's own camera app and the typed code do the same. No picture leaves the phone or is kept.
(() => {
  "use strict";
  const box = document.querySelector("[data-door-camera]");
  const form = document.querySelector("[data-door-form]");
  if (!box || !form || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const button = box.querySelector("button");
  const video = box.querySelector("video");
  const said = box.querySelector("[data-camera-said]");
  const PAUSE = 250;
  const SAME = 3000;
  let stream = null;
  let last = { code: "", at: 0 };

  const stop = () => {
    for (const track of stream ? stream.getTracks() : []) track.stop();
    stream = null;
    video.hidden = true;
    button.textContent = button.dataset.start;
  };
  const look = async (detector) => {
    if (!stream) return;
    try {
      const [found] = await detector.detect(video);
      const again = found && found.rawValue === last.code && Date.now() - last.at < SAME;
      if (found && !again) {
        last = { code: found.rawValue, at: Date.now() };
        form.querySelector("input[name=ticket]").value = found.rawValue;
        form.requestSubmit();
      }
    } catch {
      // A picture that cannot be read yet: the next one comes.
    }
    setTimeout(look, PAUSE, detector);
  };
  const start = async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    } catch {
      said.hidden = false;
      return;
    }
    said.hidden = true;
    video.srcObject = stream;
    video.hidden = false;
    button.textContent = button.dataset.stop;
    video.play().catch(() => {}); // what it shows is for the eye; the detector reads on
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  };

  BarcodeDetector.getSupportedFormats().then((formats) => {
    if (formats.includes("qr_code")) box.hidden = false;
  });
  button.addEventListener("click", () => (stream ? stop() : start()));
  document.addEventListener("visibilitychange", () => document.hidden && stop());
})();
