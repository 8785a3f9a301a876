/* Search as you type: a combobox on top of a search box that works without it (data-suggest: address of the suggestions). */
(() => {
  "use strict";
  const WAIT = 160;
  document.querySelectorAll("input[data-suggest]").forEach((box, number) => {
    const form = box.form;
    const list = document.createElement("ul");
    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.dataset.suggestLabel);
    list.hidden = true;
    form.append(list);
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    Object.entries(said).forEach(([name, value]) => box.setAttribute(name, value));

    let timer = 0;
    let asked = 0;
    let chosen = -1;
    let typed = box.value;

    const options = () => [...list.children];
    const close = () => {
      list.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };
    const choose = (index) => {
      const all = options();
      chosen = index < -1 ? all.length - 1 : index >= all.length ? -1 : index;
      all.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
      if (chosen < 0) {
        box.removeAttribute("aria-activedescendant");
        box.value = typed;
      } else {
        box.setAttribute("aria-activedescendant", all[chosen].id);
        box.value = all[chosen].textContent;
        all[chosen].scrollIntoView({ block: "nearest" });
      }
    };
    const show = (texts) => {
      list.replaceChildren(
        ...texts.map((text, place) => {
          const option = document.createElement("li");
          option.id = `${list.id}-${place}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.textContent = text;
          return option;
        }),
      );
      chosen = -1;
      box.removeAttribute("aria-activedescendant");
      list.hidden = texts.length === 0;
      box.setAttribute("aria-expanded", String(texts.length > 0));
    };
    const ask = async () => {
      const mine = ++asked;
      typed = box.value;
      if (!typed.trim()) {
        close();
        return;
      }
      const address = `${box.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
      if (mine === asked && document.activeElement === box) {
        show(answer && answer.ok ? (await answer.json()).suggestions : []);
      }
    };

    box.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) {
        timer = setTimeout(ask, WAIT);
      }
    });
    box.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) {
        return;
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : chosen - 1);
      } else if (event.key === "Escape") {
        event.preventDefault();
        box.value = typed;
        close();
      }
    });
    list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[role='option']");
      if (option) {
        event.preventDefault();
        box.value = option.textContent;
        close();
        form.requestSubmit();
      }
    });
    box.addEventListener("blur", () => {
      asked += 1;
      close();
    });
  });
})();
