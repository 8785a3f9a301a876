/* The body editor's tools: one table of buttons, their commands, and the dialogs for links, pictures and tables. */
(() => {
  "use strict";
  const PM = window.ProseMirror;
  const own = window.MingzhengEditor;
  if (!PM || !own) return;
  const { schema } = own;
  const { nodes, marks } = schema;

  const chosenPicture = (state) => {
    const { selection } = state;
    if (selection instanceof PM.NodeSelection && (selection.node.type === nodes.image || selection.node.type === nodes.figure))
      return { node: selection.node, at: selection.from };
    const { $from } = selection;
    for (let depth = $from.depth; depth > 0; depth--)
      if ($from.node(depth).type === nodes.figure) return { node: $from.node(depth), at: $from.before(depth) };
    return null;
  };

  const linkAround = (state) => {
    const { $from, from, to, empty } = state.selection;
    const near = empty ? $from.marks() : [];
    let found = marks.link.isInSet(near);
    if (!empty) state.doc.nodesBetween(from, to, (node) => (found = found || marks.link.isInSet(node.marks)));
    return found || null;
  };

  /* A dialog from a list of fields; resolves to their values, or null when it is closed. */
  const ask = (title, fields, action) =>
    new Promise((resolve) => {
      const dialog = document.createElement("dialog");
      dialog.className = "editor__dialog";
      const head = document.createElement("h2");
      head.id = `editor-dialog-${Date.now()}`;
      head.textContent = title;
      dialog.setAttribute("aria-labelledby", head.id);
      const form = document.createElement("div");
      form.className = "editor__form";
      const controls = fields.map((field, number) => {
        const label = document.createElement("label");
        const words = document.createElement("span");
        words.textContent = field.label;
        const control = document.createElement(field.options ? "select" : field.long ? "textarea" : "input");
        for (const [value, text] of field.options || []) control.append(new Option(text, value));
        if (field.type) control.type = field.type;
        for (const name of ["min", "max", "accept"]) if (field[name] !== undefined) control[name] = field[name];
        if (field.type === "checkbox") control.checked = Boolean(field.value);
        else if (field.type !== "file") control.value = field.value ?? "";
        label.append(words, control);
        if (field.help) {
          const help = document.createElement("small");
          help.id = `${head.id}-${number}`;
          help.textContent = field.help;
          control.setAttribute("aria-describedby", help.id);
          label.append(help);
        }
        form.append(label);
        return control;
      });
      const wrong = document.createElement("p");
      wrong.className = "editor__wrong";
      wrong.setAttribute("role", "alert");
      const row = document.createElement("div");
      row.className = "editor__actions";
      const close = (value) => {
        dialog.close();
        dialog.remove();
        resolve(value);
      };
      const finish = () => {
        const values = {};
        fields.forEach((field, number) => {
          const control = controls[number];
          values[field.name] = field.type === "checkbox" ? control.checked : field.type === "file" ? control.files[0] : control.value.trim();
        });
        const fault = action.check ? action.check(values) : "";
        if (fault) {
          wrong.textContent = fault;
          controls[0].focus();
        } else close(values);
      };
      const button = (text, kind, act) => {
        const made = document.createElement("button");
        made.type = "button";
        made.className = `button button--${kind}`;
        made.textContent = text;
        made.addEventListener("click", act);
        row.append(made);
      };
      button(action.text, "primary", finish);
      if (action.remove) button(action.remove, "plain", () => close({ remove: true }));
      button("取消", "plain", () => close(null));
      form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.localName === "input") {
          event.preventDefault();
          finish();
        }
      });
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        close(null);
      });
      dialog.append(head, form, wrong, row);
      document.body.append(dialog);
      dialog.showModal();
      controls[0].focus();
    });

  const askLink = async (view) => {
    const held = linkAround(view.state);
    const words = view.state.doc.textBetween(view.state.selection.from, view.state.selection.to, " ");
    const fields = [{ name: "href", label: "地址", value: held ? held.attrs.href : "", help: "https:// 开头；本站网页以 / 开头。" }];
    if (!held && !words) fields.push({ name: "words", label: "链接文字" });
    const values = await ask("链接", fields, {
      text: held ? "修改" : "插入",
      remove: held ? "去掉链接" : "",
      check: (given) =>
        !own.safeLink(given.href)
          ? "地址要以 https://、http://、mailto: 或 / 开头，中间没有空格。"
          : fields.length > 1 && !given.words
            ? "请填写链接文字，例如文件标题。"
            : "",
    });
    view.focus();
    if (!values) return;
    const { state } = view;
    let { from, to } = state.selection;
    if (held && from === to) [from, to] = extent(state, held);
    const change = state.tr;
    if (values.remove) return view.dispatch(change.removeMark(from, to, marks.link));
    const mark = marks.link.create({ href: values.href });
    if (values.words) change.insert(from, schema.text(values.words, [mark]));
    else change.removeMark(from, to, marks.link).addMark(from, to, mark);
    view.dispatch(change.scrollIntoView());
  };

  const extent = (state, mark) => {
    const { $from } = state.selection;
    let start = $from.start();
    let found = [$from.pos, $from.pos];
    $from.parent.forEach((node, offset) => {
      const [low, high] = [start + offset, start + offset + node.nodeSize];
      if (mark.isInSet(node.marks) && low <= $from.pos && $from.pos <= high) found = [low, high];
    });
    return found;
  };

  const askPicture = async (view, given) => {
    const held = chosenPicture(view.state);
    const source = held ? held.node.attrs : { src: "", alt: "" };
    const pictures = given.pictures || [];
    const known = pictures.some(([src]) => src === source.src) || !source.src ? pictures : [[source.src, "现在的图片"], ...pictures];
    const fields = [];
    if (known.length) fields.push({ name: "src", label: "图片", options: [["", "请选择"], ...known], value: source.src });
    else if (!given.upload) fields.push({ name: "src", label: "图片地址", value: source.src, help: "先在附件中上传图片，再填它的地址（以 / 开头）。" });
    if (given.upload) fields.push({ name: "file", label: known.length ? "或上传新图片" : "图片文件", type: "file", accept: "image/png,image/jpeg,image/webp,image/gif" });
    fields.push({ name: "alt", label: "说明文字", long: true, value: source.alt, help: "看不见图片的人靠它了解内容；图中有文字的，写出主要内容。" });
    const values = await ask(held ? "图片" : "插入图片", fields, {
      text: held ? "修改" : "插入",
      remove: held ? "删除图片" : "",
      check: (one) => {
        if (!one.file && !own.safePicture(one.src || "")) return "请选择图片。";
        return one.alt ? "" : "请写说明文字。";
      },
    });
    view.focus();
    if (!values) return;
    if (values.remove) return view.dispatch(view.state.tr.delete(held.at, held.at + held.node.nodeSize));
    const src = values.file ? await given.send(values.file) : values.src;
    if (!src) return;
    const attrs = { src, alt: values.alt };
    const { state } = view;
    if (held) return view.dispatch(state.tr.setNodeMarkup(held.at, null, { ...held.node.attrs, ...attrs }));
    view.dispatch(state.tr.replaceSelectionWith(nodes.figure.create(attrs)).scrollIntoView());
  };

  const tableOf = (rows, columns, headed) => {
    const cell = (type, scope) => type.createAndFill({ scope });
    const made = [];
    for (let row = 0; row < rows; row++) {
      const head = headed && row === 0;
      const cells = [];
      for (let column = 0; column < columns; column++) cells.push(cell(head ? nodes.table_header : nodes.table_cell, head ? "col" : null));
      made.push(nodes.table_row.create(null, cells));
    }
    return nodes.table.create(null, made);
  };

  const askTable = async (view) => {
    const number = (value, most) => /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most;
    const values = await ask(
      "插入表格",
      [
        { name: "rows", label: "行数（含表头）", type: "number", min: 1, max: 200, value: "3" },
        { name: "columns", label: "列数", type: "number", min: 1, max: 20, value: "3" },
        { name: "headed", label: "第一行是表头", type: "checkbox", value: true },
      ],
      { text: "插入", check: (one) => (number(one.rows, 200) && number(one.columns, 20) ? "" : "行数 1 至 200，列数 1 至 20。") },
    );
    view.focus();
    if (!values) return;
    const made = tableOf(Number(values.rows), Number(values.columns), values.headed);
    const change = view.state.tr.replaceSelectionWith(made);
    change.doc.descendants((node, at) => {
      if (node === made) change.setSelection(PM.TextSelection.near(change.doc.resolve(at + 3))); // into its first cell
    });
    view.dispatch(change.scrollIntoView());
  };

  const plain = (state, dispatch) => {
    const { from, to } = state.selection;
    if (dispatch) {
      const change = state.tr;
      for (const mark of Object.values(marks)) change.removeMark(from, to, mark);
      dispatch(change);
    }
    return from !== to;
  };
  const rule = (state, dispatch) => {
    if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.horizontal_rule.create()).scrollIntoView());
    return true;
  };
  const inList = (state, type) => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true;
    return false;
  };
  const list = (type) => (state, dispatch) =>
    inList(state, type) ? PM.liftListItem(nodes.list_item)(state, dispatch) : PM.wrapInList(type)(state, dispatch);
  const quote = (state, dispatch) =>
    inList(state, nodes.blockquote) ? PM.lift(state, dispatch) : PM.wrapIn(nodes.blockquote)(state, dispatch);

  const marked = (type) => (state) => {
    const { from, to, empty, $from } = state.selection;
    return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
  };
  const tool = (name, text, command, more = {}) => ({ name, text, command, ...more });

  /* Each row: a group of the tool bar. `active` makes a toggle of it; `dialog` opens one. */
  const groups = [
    [
      tool("撤销", "撤销", PM.undo, { keys: "Ctrl+Z" }),
      tool("重做", "重做", PM.redo, { keys: "Ctrl+Y" }),
    ],
    [
      tool("加粗", "加粗", PM.toggleMark(marks.strong), { active: marked(marks.strong), keys: "Ctrl+B" }),
      tool("斜体", "斜体", PM.toggleMark(marks.em), { active: marked(marks.em), keys: "Ctrl+I" }),
      tool("上标", "x²", PM.toggleMark(marks.sup), { active: marked(marks.sup) }),
      tool("下标", "x₂", PM.toggleMark(marks.sub), { active: marked(marks.sub) }),
      tool("清除格式", "清除格式", plain),
    ],
    [
      tool("符号列表", "• 列表", list(nodes.bullet_list), { active: (state) => inList(state, nodes.bullet_list) }),
      tool("编号列表", "1. 列表", list(nodes.ordered_list), { active: (state) => inList(state, nodes.ordered_list) }),
      tool("下级列表项", "下级", PM.sinkListItem(nodes.list_item)),
      tool("上级列表项", "上级", PM.liftListItem(nodes.list_item)),
      tool("引用段落", "引用", quote, { active: (state) => inList(state, nodes.blockquote) }),
    ],
    [
      tool("链接", "链接", null, { dialog: askLink, active: (state) => Boolean(linkAround(state)), keys: "Ctrl+K" }),
      tool("图片", "图片", null, { dialog: askPicture, active: (state) => Boolean(chosenPicture(state)) }),
      tool("插入表格", "表格", null, { dialog: askTable, ready: (state) => !PM.isInTable(state) }),
      tool("分隔线", "分隔线", rule),
    ],
  ];

  /* Shown while the cursor stands in a table. */
  const tableTools = [
    tool("上方插入行", "上加行", PM.addRowBefore),
    tool("下方插入行", "下加行", PM.addRowAfter),
    tool("左侧插入列", "左加列", PM.addColumnBefore),
    tool("右侧插入列", "右加列", PM.addColumnAfter),
    tool("删除行", "删行", PM.deleteRow),
    tool("删除列", "删列", PM.deleteColumn),
    tool("合并单元格", "合并", PM.mergeCells),
    tool("拆分单元格", "拆分", PM.splitCell),
    tool("首行设为或取消表头", "表头行", PM.toggleHeaderRow),
    tool("首列设为或取消表头", "表头列", PM.toggleHeaderColumn),
    tool("删除表格", "删表格", PM.deleteTable),
  ];

  const kinds = [
    ["p", "正文", PM.setBlockType(nodes.paragraph)],
    ["h2", "一级标题", PM.setBlockType(nodes.heading, { level: 2 })],
    ["h3", "二级标题", PM.setBlockType(nodes.heading, { level: 3 })],
    ["h4", "三级标题", PM.setBlockType(nodes.heading, { level: 4 })],
  ];
  const kindOf = (state) => {
    const { parent } = state.selection.$from;
    return parent.type === nodes.heading ? `h${parent.attrs.level}` : "p";
  };

  Object.assign(own, { groups, tableTools, kinds, kindOf, askLink, askPicture });
})();
