// Searching the tags of a form and gathering what is ticked; without it the facets are unfolded by hand.
(() => {
  for (const chooser of document.querySelectorAll("[data-tag-chooser]")) {
    const search = chooser.querySelector("[data-tag-search]");
    const found = chooser.querySelector("[data-tag-found]");
    const chosen = chooser.querySelector("[data-tag-chosen]");
    const facets = [...chooser.querySelectorAll("details")];
    const items = facets.flatMap((facet) => [...facet.querySelectorAll("li")]);
    const homes = new Map(items.map((item) => [item, item.parentElement]));
    search.closest("[hidden]").hidden = false;

    const look = () => {
      const words = search.value.trim().toLowerCase();
      let number = 0;
      for (const item of items) {
        const fits = !words || item.textContent.toLowerCase().includes(words);
        if (item.parentElement !== chosen) item.hidden = !fits;
        number += fits ? 1 : 0;
      }
      for (const facet of facets) {
        const some = [...facet.querySelectorAll("li")].some((item) => !item.hidden);
        facet.hidden = !some;
        facet.open = Boolean(words) && some;
      }
      found.textContent = !words ? "" : number ? found.dataset.some.replace("%n", number) : found.dataset.none;
    };
    search.addEventListener("input", look);
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    chooser.addEventListener("change", (event) => {
      const item = event.target.closest("li");
      if (!item || !homes.has(item)) return;
      (event.target.checked ? chosen : homes.get(item)).append(item);
      event.target.focus();
      const empty = chooser.querySelector("[data-tag-empty]");
      if (empty) empty.hidden = chosen.children.length > 0;
    });
  }
})();
