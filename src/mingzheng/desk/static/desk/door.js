// The door on a phone. With a connection the server answers each scan; without one this page decides by the digests that it
// holds, keeps what was scanned, and sends it when the connection is back. The server decides what counts.
// It holds digests of tickets, never a name. Without this script the plain form does the same, one page for each scan.
(() => {
  "use strict";
  const door = document.querySelector("[data-door]");
  const held = document.getElementById("door-list");
  if (!door || !held) return;
  const list = JSON.parse(held.textContent);
  const words = door.querySelector("[data-words]").dataset;
  const form = door.querySelector("[data-door-form]");
  const input = form.querySelector("input[name=ticket]");
  const answer = door.querySelector("[data-door-answer]");
  const waiting = door.querySelector("[data-door-queue]");
  const people = door.querySelector("[data-door-people]");
  const known = new Map(list.tickets.map((ticket) => [ticket.d, ticket]));
  const PATIENCE = 4000;
  const AGAIN = 15000;
  const STORE = `mingzheng-door-${list.list}`;
  let sending = false;

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(STORE)) || { queue: [], in: {} };
    } catch {
      return memory;
    }
  };
  const memory = { queue: [], in: {} };
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
    const result = navigator.onLine ? await send([scan]) : { failed: "offline" };
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
    if (sending || !batch.length) return showWaiting();
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
  flush();
  input.focus();
})();
