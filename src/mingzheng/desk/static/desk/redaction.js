/* Drawing boxes on a page with mouse, finger or keyboard; progress of the making. Everything works without it: by words, or in percent. */
(() => {
  "use strict";
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const clamp = (value) => Math.min(100, Math.max(0, value));
  const sides = ["x0", "y0", "x1", "y1"];

  const swap = async (form, button) => {
    /* The same answer as without a script; only what the page shows is exchanged, so that it does not jump. */
    const body = new FormData(form);
    if (button && button.name) {
      body.set(button.name, button.value);
    }
    form.setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    } catch {
      form.removeAttribute("aria-busy");
      form.submit();
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = fresh.querySelector("main");
    if (!next || !next.querySelector("[data-redaction]")) {
      document.location.assign(answer.url);
      return;
    }
    document.querySelector("main").replaceWith(document.adoptNode(next));
    ready();
    const wrong = document.querySelector("[data-refused], .form-errors");
    const sheet = document.querySelector("#sheet");
    if (wrong) {
      wrong.focus();
    } else if (sheet) {
      sheet.focus({ preventScroll: true });
    }
  };

  const drawing = (root) => {
    const view = root.querySelector("[data-sheet]");
    const svg = view && view.querySelector("[data-boxes]");
    const form = root.querySelector("[data-box-form]");
    if (!svg || !form) {
      return;
    }
    const draft = svg.querySelector("[data-draft]");
    const said = root.querySelector("[data-said]");
    const touch = root.querySelector("[data-touch]");
    const keys = root.querySelector("[data-keys]");
    const ground = form.elements.ground;
    const size = svg.viewBox.baseVal;
    let box = null;

    const show = () => {
      const [x0, y0, x1, y1] = box || [0, 0, 0, 0];
      draft.setAttribute("x", (x0 * size.width) / 100);
      draft.setAttribute("y", (y0 * size.height) / 100);
      draft.setAttribute("width", ((x1 - x0) * size.width) / 100);
      draft.setAttribute("height", ((y1 - y0) * size.height) / 100);
      sides.forEach((side, place) => {
        form.elements[side].value = box ? box[place].toFixed(2) : "";
      });
    };
    const say = (text) => {
      said.textContent = text;
    };
    const settle = () => {
      if (ground.value) {
        swap(form);
      } else {
        say("方框已画好。请选择遮盖理由，再按“遮盖这一块”。");
        ground.focus();
      }
    };

    const at = (event) => {
      const edge = svg.getBoundingClientRect();
      return [
        clamp(((event.clientX - edge.left) / edge.width) * 100),
        clamp(((event.clientY - edge.top) / edge.height) * 100),
      ];
    };
    let from = null;
    svg.addEventListener("pointerdown", (event) => {
      const finger = event.pointerType === "touch" && !view.classList.contains("is-touch");
      if (event.button !== 0 || finger) {
        return;
      }
      event.preventDefault();
      from = at(event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", (event) => {
      if (from) {
        const [x, y] = at(event);
        box = [Math.min(from[0], x), Math.min(from[1], y), Math.max(from[0], x), Math.max(from[1], y)];
        show();
      }
    });
    svg.addEventListener("pointerup", () => {
      if (!from) {
        return;
      }
      from = null;
      if (box && box[2] - box[0] > 0.3 && box[3] - box[1] > 0.3) {
        settle();
      } else {
        box = null;
        show();
      }
    });
    svg.addEventListener("pointercancel", () => {
      from = null;
      box = null;
      show();
    });

    touch.hidden = !window.matchMedia("(any-pointer: coarse)").matches;
    touch.addEventListener("click", () => {
      const on = view.classList.toggle("is-touch");
      touch.setAttribute("aria-pressed", String(on));
      say(on ? "现在可以用手指在页面上画框。再按一次恢复滚动。" : "");
    });
    keys.hidden = false;
    keys.addEventListener("click", () => {
      box = [40, 45, 60, 50];
      show();
      say("方向键移动，按住 Shift 改变大小，回车确定，Esc 取消。");
    });
    keys.addEventListener("keydown", (event) => {
      if (!box || from) {
        return;
      }
      const step = steps[event.key];
      if (step) {
        event.preventDefault();
        const [dx, dy] = step;
        if (event.shiftKey) {
          box = [box[0], box[1], clamp(Math.max(box[0] + 0.5, box[2] + dx)), clamp(Math.max(box[1] + 0.5, box[3] + dy))];
        } else if (box[0] + dx >= 0 && box[2] + dx <= 100 && box[1] + dy >= 0 && box[3] + dy <= 100) {
          box = [box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy];
        }
        show();
        say(`左 ${box[0].toFixed(0)}，上 ${box[1].toFixed(0)}，右 ${box[2].toFixed(0)}，下 ${box[3].toFixed(0)}。`);
      } else if (event.key === "Enter") {
        event.preventDefault();
        settle();
      } else if (event.key === "Escape") {
        box = null;
        show();
        say("已取消。");
      }
    });
  };

  const watching = (root) => {
    const bar = root.querySelector("[data-progress]");
    if (!bar) {
      return;
    }
    const ask = async () => {
      try {
        const answer = await fetch(bar.dataset.progress, { credentials: "same-origin" });
        const facts = await answer.json();
        if (!facts.making) {
          document.location.reload();
          return;
        }
        bar.value = facts.percent;
        root.querySelector("[data-percent]").textContent = `${facts.percent}%`;
      } catch {
        /* The next try tells. */
      }
      window.setTimeout(ask, 1500);
    };
    window.setTimeout(ask, 1000);
  };

  const ready = () => {
    const root = document.querySelector("[data-redaction]");
    if (!root) {
      return;
    }
    drawing(root);
    watching(root);
    root.querySelectorAll("form[data-quiet]").forEach((form) => {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        swap(form, event.submitter);
      });
    });
  };
  ready();
})();
