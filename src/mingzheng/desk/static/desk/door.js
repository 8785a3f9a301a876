// The door on a phone. With a connection the server answers each scan; without one this page decides by the digests that it
// holds, keeps what was scanned, and sends it when the connection is back. The server decides what counts.
// It holds digests of tickets, never a name. Without this script the plain form does the same, one page for each scan.
// Reloaded without a connection, the browser gets an empty page from door-worker.js; what this phone knew of the list until
// check-in ends is read from its storage, and the page is loaded anew as soon as there is a connection.
(() => {
  "use strict";
  const door = document.querySelector("[data-door]");
  if (!door) return;
  const held = document.getElementById("door-list");
  const PAGES = "mingzheng-door-page:";
  const STORES = "mingzheng-door-";
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const over = (one) => !one || !(Date.parse(one.expires) > Date.now());
  const forget = () => {
    // Lists whose check-in is over leave the phone; what was not sent yet stays until it is.
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(STORES))) {
        const one = read(key);
        if (over(one) && !(one && one.queue && one.queue.length)) localStorage.removeItem(key);
      }
    } catch {
      // No storage, nothing kept.
    }
  };
  forget();
  const list = held ? JSON.parse(held.textContent) : read(PAGES + location.pathname);
  const cut = !held; // this is the empty page of a phone without a connection
  if (cut) {
    const back = () => fetch(door.dataset.empty, { method: "HEAD" }).then(() => location.reload(), () => {});
    window.addEventListener("online", back);
    setInterval(() => navigator.onLine && back(), 15000);
    if (over(list)) return;
    door.querySelector("[data-door-none]").hidden = true;
    door.querySelector("[data-door-held]").hidden = false;
    door.querySelector("h1").textContent = list.title;
    door.querySelector("[data-door-when]").textContent = list.when;
    door.querySelector("[data-door-people]").textContent = list.people;
  } else {
    list.expires = new Date(Date.now() + list.seconds * 1000).toISOString(); // the phone's clock may go wrong
    try {
      localStorage.setItem(PAGES + location.pathname, JSON.stringify(list));
    } catch {
      // The page works as long as it stays open.
    }
    if ("serviceWorker" in navigator) {
      navigator.serviceWorker
        .register(door.dataset.worker, { scope: location.pathname })
        .then((made) => navigator.serviceWorker.ready.then(() => made.active && made.active.postMessage("keep")))
        .catch(() => {}); // not https: reloading needs the connection then
    }
  }
  const words = door.querySelector("[data-words]").dataset;
  const form = door.querySelector("[data-door-form]");
  const input = form.querySelector("input[name=ticket]");
  const answer = door.querySelector("[data-door-answer]");
  const waiting = door.querySelector("[data-door-queue]");
  const people = door.querySelector("[data-door-people]");
  const known = new Map(list.tickets.map((ticket) => [ticket.d, ticket]));
  const PATIENCE = 4000;
  const AGAIN = 15000;
  const STORE = `${STORES}${list.list}`;
  let sending = false;

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(STORE)) || { queue: [], in: {}, expires: list.expires };
    } catch {
      return memory;
    }
  };
  const memory = { queue: [], in: {}, expires: list.expires };
  const keep = (state) => {
    Object.assign(memory, state);
    try {
      localStorage.setItem(STORE, JSON.stringify(state));
    } catch {
      // Storage is full or forbidden: the page itself still holds it, as long as it stays open.
    }
  };

  const plain = (text) => {
    const last = text.trim().replace(/\/+$/, "").split("/").pop() || "";
    return last.normalize("NFKC").replace(/[\s\-－—]/g, "").toUpperCase();
  };
  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const digest = async (ticket) => {
    if (!crypto.subtle) return null; // only https and localhost have it; then the server alone decides
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${list.salt}|${ticket}`));
    return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const show = (outcome, text) => {
    answer.className = `door__answer is-${outcome}`;
    answer.replaceChildren(Object.assign(document.createElement("p"), { textContent: text }));
  };
  const showWaiting = (text) => {
    const number = kept().queue.length;
    waiting.hidden = !number && !text;
    waiting.textContent = [number ? `${number} ${words.kept}` : "", text || ""].join(" ").trim();
  };

  const send = async (scans) => {
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), PATIENCE);
    try {
      const response = await fetch(door.dataset.scans, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
        body: JSON.stringify({ scans }),
        signal: ending.signal,
        redirect: "manual",
      });
      if (response.ok) return await response.json();
      return { failed: response.type === "opaqueredirect" || response.status === 403 ? "signin" : "server" };
    } catch {
      return { failed: "offline" };
    } finally {
      clearTimeout(timer);
    }
  };

  const here = (mark, scan) => {
    // What this phone says on its own.
    const state = kept();
    const ticket = mark && known.get(mark);
    const before = mark && state.in[mark];
    if (before) return ["twice", `${words.twice}：${new Date(before).toLocaleTimeString("zh-CN")}`];
    if (ticket && ticket.in) return ["twice", words.twice];
    if (!ticket) return ["unknown", words.unknown];
    state.in[mark] = scan.at;
    keep(state);
    const children = ticket.c ? `，${words.children} ${ticket.c} ${words.people}` : "";
    return ["in", `${words.in}：${ticket.n} ${words.people}${children}`];
  };

  const later = (scan) => {
    const state = kept();
    state.queue.push({ ...scan, offline: true });
    keep(state);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const ticket = plain(input.value);
    if (!ticket) return input.focus();
    input.value = "";
    input.focus();
    const scan = { key: newKey(), ticket, at: new Date().toISOString() };
    const mark = await digest(ticket);
    const result = navigator.onLine && !cut ? await send([scan]) : { failed: "offline" };
    if (result.done) {
      const done = result.done[0];
      if (mark && (done.outcome === "in" || done.outcome === "twice")) {
        const state = kept();
        state.in[mark] = state.in[mark] || scan.at;
        keep(state);
      }
      show(done.outcome, done.said);
      people.textContent = result.at.people;
      return flush();
    }
    const [outcome, text] = here(mark, scan);
    if (outcome !== "twice") later(scan);
    show(outcome, text + (outcome === "twice" ? "" : words.offline));
    showWaiting(result.failed === "signin" ? words.signin : "");
  });

  const flush = async () => {
    const batch = kept().queue.slice(0, 200);
    if (cut || sending || !batch.length) return showWaiting();
    sending = true;
    const result = await send(batch);
    sending = false;
    if (!result.done) return showWaiting(result.failed === "signin" ? words.signin : "");
    const answered = new Set(result.done.map((one) => one.key));
    const state = kept();
    state.queue = state.queue.filter((scan) => !answered.has(scan.key));
    keep(state);
    people.textContent = result.at.people;
    const conflict = result.done.filter((one) => one.outcome !== "in");
    showWaiting(conflict.length ? words.conflict + conflict.map((one) => one.said).join(" ") : "");
    if (state.queue.length) await flush();
  };

  window.addEventListener("online", flush);
  window.addEventListener("beforeunload", (event) => {
    if (kept().queue.length) event.preventDefault();
  });
  setInterval(flush, AGAIN);
  setInterval(() => {
    if (!over(list)) return;
    known.clear();
    forget();
  }, AGAIN);
  flush();
  input.focus();
})();
