/* The body editor's schema: exactly the elements that the server keeps (disclosure/documents/intake/markup.py). */
(() => {
  "use strict";
  const PM = window.ProseMirror;
  if (!PM) return;

  const OWN = /^\/(?!\/)[^\s\\"'<>`]*$|^intake\/[A-Za-z0-9._-]+$/;
  const LINK = /^(?:https?:\/\/[^\s\\"'<>`]+|mailto:[^\s\\"'<>`]+@[^\s\\"'<>`]+)$/i;
  const safeLink = (address) => LINK.test(address) || (OWN.test(address) && address.startsWith("/"));
  const safePicture = (address) => OWN.test(address);

  const pictureOf = (element) => {
    const picture = element.matches("img") ? element : element.querySelector("img");
    const src = picture ? (picture.getAttribute("src") || "").trim() : "";
    if (!safePicture(src)) return false;
    return { src, alt: (picture.getAttribute("alt") || "").trim() };
  };
  const heading = (tag, level) => ({ tag, attrs: { level } });

  const nodes = {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    heading: {
      attrs: { level: { default: 2 } },
      content: "inline*",
      group: "block",
      defining: true,
      parseDOM: [heading("h1", 2), heading("h2", 2), heading("h3", 3), heading("h4", 4), heading("h5", 4), heading("h6", 4)],
      toDOM: (node) => [`h${node.attrs.level}`, 0],
    },
    blockquote: {
      content: "block+",
      group: "block",
      defining: true,
      parseDOM: [{ tag: "blockquote" }],
      toDOM: () => ["blockquote", 0],
    },
    horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
    ordered_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
    bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    figure: {
      attrs: { src: {}, alt: { default: "" } },
      content: "inline*",
      marks: "strong em sub sup link",
      group: "block",
      isolating: true,
      parseDOM: [
        {
          tag: "figure",
          getAttrs: pictureOf,
          contentElement: (element) => element.querySelector("figcaption") || document.createElement("figcaption"),
        },
      ],
      toDOM: (node) => ["figure", ["img", { src: node.attrs.src, alt: node.attrs.alt }], ["figcaption", 0]],
    },
    text: { group: "inline" },
    image: {
      inline: true,
      attrs: { src: {}, alt: { default: "" } },
      group: "inline",
      draggable: true,
      parseDOM: [{ tag: "img", getAttrs: pictureOf }],
      toDOM: (node) => ["img", { src: node.attrs.src, alt: node.attrs.alt }],
    },
    hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    ...PM.tableNodes({
      tableGroup: "block",
      cellContent: "block+",
      cellAttributes: {
        scope: {
          default: null,
          getFromDOM: (cell) => (/^(?:row|col|rowgroup|colgroup)$/.test(cell.getAttribute("scope") || "") ? cell.getAttribute("scope") : null),
          setDOMAttr: (value, attributes) => {
            if (value) attributes.scope = value;
          },
        },
      },
    }),
  };

  /* Style attributes of a paste come as data-mz-style: a policy without inline style refuses them even while they are parsed. */
  const styled = (pattern) => ({
    tag: "[data-mz-style]",
    consuming: false,
    getAttrs: (element) => pattern.test(element.getAttribute("data-mz-style")) && null,
  });
  const light = (element) => /font-weight\s*:\s*(?:normal|[1-5]00)/i.test(element.getAttribute("data-mz-style") || "");
  const marks = {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (element) => {
            const href = element.getAttribute("href").trim();
            return safeLink(href) ? { href } : false;
          },
        },
      ],
      toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
    },
    strong: {
      parseDOM: [
        { tag: "strong" },
        { tag: "b", getAttrs: (element) => !light(element) && null },
        styled(/font-weight\s*:\s*(?:bold|[6-9]00)/i),
      ],
      toDOM: () => ["strong", 0],
    },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }, styled(/font-style\s*:\s*italic/i)], toDOM: () => ["em", 0] },
    sub: { excludes: "sup", parseDOM: [{ tag: "sub" }, styled(/vertical-align\s*:\s*sub/i)], toDOM: () => ["sub", 0] },
    sup: { excludes: "sub", parseDOM: [{ tag: "sup" }, styled(/vertical-align\s*:\s*super/i)], toDOM: () => ["sup", 0] },
  };

  const schema = new PM.Schema({ nodes, marks });

  /* What Word, WPS and web pages bring along; the schema drops the rest. */
  const tidyPaste = (html) =>
    html
      .replace(/<!--[\s\S]*?-->/g, "")
      .replace(/<(style|script|xml|head|title|del)\b[\s\S]*?<\/\1\s*>/gi, "")
      .replace(/<\/?(?:o|w|v|m|st1):[^>]*>/gi, "")
      .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi, (tag) =>
        tag.replace(/([\s\/"'])style\s*=/gi, "$1 data-mz-style=").replace(/([\s\/"'])on[a-z]+\s*=/gi, "$1 data-mz-off="),
      )
      .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, "");

  const read = (html) => {
    const page = new window.DOMParser().parseFromString(tidyPaste(html), "text/html");
    return PM.DOMParser.fromSchema(schema).parse(page.body);
  };

  const write = (doc) => {
    const holder = document.createElement("div");
    holder.append(PM.DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
    for (const caption of holder.querySelectorAll("figcaption:empty")) caption.remove();
    for (const cell of holder.querySelectorAll("td, th")) {
      const only = cell.children.length === 1 && cell.firstElementChild;
      if (only && only.localName === "p") only.replaceWith(...only.childNodes);
      for (const name of ["colspan", "rowspan"]) if (cell.getAttribute(name) === "1") cell.removeAttribute(name);
      cell.removeAttribute("data-colwidth");
    }
    const empty = doc.childCount === 1 && doc.firstChild.type === schema.nodes.paragraph && doc.firstChild.childCount === 0;
    return empty ? "" : holder.innerHTML;
  };

  window.MingzhengEditor = { schema, read, write, tidyPaste, safeLink, safePicture };
})();
