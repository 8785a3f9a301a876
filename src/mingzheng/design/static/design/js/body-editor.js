/* Turns every <textarea data-body-editor> into an editor. Without this script the text area stays and the server cleans it. */
(() => {
  "use strict";
  const PM = window.ProseMirror;
  const own = window.MingzhengEditor;
  if (!PM || !own) return;
  const { schema } = own;
  const { nodes, marks } = schema;

  const keys = (given) => ({
    "Mod-z": PM.undo,
    "Mod-y": PM.redo,
    "Mod-Shift-z": PM.redo,
    "Mod-b": PM.toggleMark(marks.strong),
    "Mod-i": PM.toggleMark(marks.em),
    "Mod-k": (state, dispatch, view) => {
      own.askLink(view);
      return true;
    },
    "Mod-Alt-0": own.kinds[0][2],
    "Mod-Alt-2": own.kinds[1][2],
    "Mod-Alt-3": own.kinds[2][2],
    "Mod-Alt-4": own.kinds[3][2],
    "Alt-F10": () => {
      given.bar.querySelector("[tabindex='0']").focus();
      return true;
    },
    "Shift-Enter": (state, dispatch) => {
      if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
      return true;
    },
    Enter: PM.chainCommands(PM.splitListItem(nodes.list_item), (state, dispatch) => {
      const { $from, empty } = state.selection; // Enter leaves a caption
      if (!empty || $from.parent.type !== nodes.figure) return false;
      const after = $from.after();
      if (dispatch) {
        const change = state.tr.insert(after, nodes.paragraph.create());
        dispatch(change.setSelection(PM.TextSelection.create(change.doc, after + 1)).scrollIntoView());
      }
      return true;
    }),
    Tab: PM.goToNextCell(1), // only within a table: elsewhere Tab goes on to the next field
    "Shift-Tab": PM.goToNextCell(-1),
  });

  const button = (tool) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "editor__tool";
    made.textContent = tool.text;
    made.setAttribute("aria-label", tool.name);
    made.title = tool.keys ? `${tool.name}（${tool.keys}）` : tool.name;
    if (tool.active) made.setAttribute("aria-pressed", "false");
    made.tabIndex = -1;
    return made;
  };

  const bar = (label) => {
    const made = document.createElement("div");
    made.className = "editor__bar";
    made.setAttribute("role", "toolbar");
    made.setAttribute("aria-label", label);
    made.addEventListener("keydown", (event) => {
      const all = [...made.querySelectorAll("button, select")].filter((one) => !one.disabled);
      const at = all.indexOf(document.activeElement);
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -all.length, End: all.length }[event.key];
      if (step === undefined || at < 0 || (event.target.localName === "select" && event.key.startsWith("Arrow") && event.altKey)) return;
      event.preventDefault();
      const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
      for (const one of all) one.tabIndex = one === next ? 0 : -1;
      next.focus();
    });
    return made;
  };

  const cookie = (name) => (document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`)) || [])[1] || "";

  const sender = (area, say) => async (file) => {
    const data = new FormData();
    data.append("file", file);
    const token = area.form ? area.form.querySelector("[name=csrfmiddlewaretoken]") : null;
    say("正在上传图片。");
    try {
      const answer = await fetch(area.dataset.upload, {
        method: "POST",
        body: data,
        headers: { "X-CSRFToken": token ? token.value : cookie("csrftoken"), Accept: "application/json" },
      });
      const told = await answer.json();
      if (!answer.ok || !own.safePicture(told.src || "")) throw new Error(told.message || "图片没有上传成功。");
      say("图片已上传。");
      return told.src;
    } catch (error) {
      say(error.message || "图片没有上传成功，请检查网络后重试。");
      return "";
    }
  };

  /* A picture without words is marked in the text. */
  const faults = new PM.Plugin({
    props: {
      decorations(state) {
        const found = [];
        state.doc.descendants((node, at) => {
          if ((node.type === nodes.image || node.type === nodes.figure) && !node.attrs.alt)
            found.push(PM.Decoration.node(at, at + node.nodeSize, { class: "editor__no-alt" }));
        });
        return PM.DecorationSet.create(state.doc, found);
      },
    },
  });

  const mount = (area) => {
    const id = area.id || `body-${Math.random().toString(36).slice(2)}`;
    const label = area.id ? document.querySelector(`label[for="${CSS.escape(area.id)}"]`) : null;
    const name = label ? label.textContent.trim() : "正文";
    const root = document.createElement("div");
    root.className = "editor";
    const main = bar("编辑工具");
    const tables = bar("表格工具");
    tables.classList.add("editor__bar--table");
    tables.hidden = true;
    const sheet = document.createElement("div");
    sheet.className = "editor__sheet";
    const status = document.createElement("p");
    status.className = "editor__status";
    status.setAttribute("role", "status");
    const say = (text) => (status.textContent = text);
    const given = {
      bar: main,
      pictures: JSON.parse(area.dataset.pictures || "[]"),
      upload: area.dataset.upload || "",
      send: sender(area, say),
    };

    const kind = document.createElement("select");
    kind.className = "editor__kind";
    kind.setAttribute("aria-label", "段落样式");
    for (const [value, text] of own.kinds) kind.append(new Option(text, value));
    kind.tabIndex = 0;
    main.append(kind);
    const tools = [];
    for (const group of own.groups) {
      const holder = document.createElement("span");
      holder.className = "editor__group";
      for (const tool of group) {
        const made = button(tool);
        tools.push([tool, made]);
        holder.append(made);
      }
      main.append(holder);
    }
    for (const tool of own.tableTools) {
      const made = button(tool);
      tools.push([tool, made]);
      tables.append(made);
    }
    tables.firstElementChild.tabIndex = 0;
    root.append(main, tables, sheet, status);
    area.after(root);

    const refresh = (view) => {
      const { state } = view;
      for (const [tool, made] of tools) {
        made.disabled = tool.command ? !tool.command(state) : tool.ready ? !tool.ready(state) : false;
        if (tool.active) made.setAttribute("aria-pressed", String(tool.active(state)));
      }
      kind.value = own.kindOf(state);
      tables.hidden = !PM.isInTable(state);
      const without = root.querySelectorAll(".editor__no-alt").length;
      const words = without ? `有 ${without} 张图片没有说明文字，点图片后按「图片」补写。` : "";
      if (status.textContent !== words && (words || status.textContent.startsWith("有 "))) say(words);
    };

    const described = [area.getAttribute("aria-describedby"), `${id}-keys`].filter(Boolean).join(" ");
    if (label) {
      label.id = label.id || `${id}-label`; // the label, and links to the field, now lead to the editor
      label.removeAttribute("for");
      label.addEventListener("click", () => view.focus());
    }
    area.removeAttribute("id");
    const view = new PM.EditorView(sheet, {
      state: PM.EditorState.create({
        doc: own.read(area.value),
        plugins: [
          PM.history(),
          PM.keymap(keys(given)),
          PM.keymap(PM.baseKeymap),
          PM.dropCursor(),
          PM.gapCursor(),
          PM.tableEditing(),
          faults,
        ],
      }),
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        id,
        ...(label ? { "aria-labelledby": label.id } : { "aria-label": name }),
        "aria-describedby": described,
        class: "editor__text prose",
        lang: "zh-Hans",
        spellcheck: "false",
        ...(area.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
      },
      transformPastedHTML: own.tidyPaste,
      dispatchTransaction(change) {
        const state = view.state.apply(change);
        view.updateState(state);
        if (change.docChanged) {
          area.value = own.write(state.doc);
          area.dispatchEvent(new Event("input", { bubbles: true }));
        }
        refresh(view);
      },
    });

    const help = document.createElement("p");
    help.className = "editor__keys";
    help.id = `${id}-keys`;
    help.textContent = "按 Alt+F10 到工具栏，左右键选工具；按 Tab 离开正文。";
    root.append(help);
    for (const [tool, made] of tools)
      made.addEventListener("click", () => {
        if (tool.dialog) tool.dialog(view, given);
        else {
          tool.command(view.state, view.dispatch, view);
          view.focus();
        }
      });
    kind.addEventListener("change", () => {
      const chosen = own.kinds.find(([value]) => value === kind.value);
      chosen[2](view.state, view.dispatch, view);
      view.focus();
    });
    area.required = false;
    area.hidden = true;
    refresh(view);
    return view;
  };

  for (const area of document.querySelectorAll("textarea[data-body-editor]")) mount(area);
})();
