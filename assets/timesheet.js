/* The timesheet in the browser: the keys of its grid, and on a phone the sheet that hours are written in.
 *   [data-timesheet="/company"]  the page: data-queue names whose hours are kept here, data-week and data-day what is shown,
 *                                data-quick says that digits alone are hours
 *   [data-hour="12-0-4"]         a cell: activity, kind, place in the week; data-date its day, data-comment what stands beside it
 *   [data-detail]                a field under the grid; Enter goes back to the cell
 *   [data-week-step="PageUp"]    the way to another week
 *   [data-show-day="4"]          shows a day on a phone
 * On a phone a cell is sent by itself to /api/timesheet. What cannot be sent is kept in this browser, for this reader in this
 * company alone, one entry for each cell; sending it twice changes nothing. frame.js forgets it all on logging out. */
(() => {
  "use strict";
  if (window.timesheet) return;
  window.timesheet = true;

  const narrow = matchMedia("(max-width: 767px)");
  const page = () => document.querySelector("[data-timesheet]");
  const cells = () => [...document.querySelectorAll("[data-hour]")];
  const visible = (element) => element.getClientRects().length > 0;

  /* ── Keys of the grid ── */
  let last = "";

  function go(cell) {
    if (!cell) return;
    cell.focus();
    cell.select();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function beside(cell, down, right) {
    const rows = [...new Map(cells().map((one) => [one.closest("tr"), one])).keys()];
    const row = rows[rows.indexOf(cell.closest("tr")) + down];
    return row?.querySelectorAll("[data-hour]")[Number(cell.dataset.at) + right];
  }
  const whole = (cell) => cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  const atEdge = (cell, right) => whole(cell) ||
    (cell.selectionStart === cell.selectionEnd && cell.selectionStart === (right > 0 ? cell.value.length : 0));

  function step(cell, key) {
    const id = cell.id;
    cell.blur(); // saved before the week is left
    document.querySelector(`[data-week-step="${key}"]`)?.click();
    const before = page()?.dataset.week;
    const watcher = new MutationObserver(() => {
      if (page()?.dataset.week === before) return;
      watcher.disconnect();
      requestAnimationFrame(() => go(document.getElementById(id)));
    });
    watcher.observe(document.body, { attributes: true, subtree: true, attributeFilter: ["data-week"] });
    setTimeout(() => watcher.disconnect(), 5000);
  }

  function cellKey(event, cell) {
    const { key } = event;
    const held = event.ctrlKey || event.metaKey;
    if (key === "PageUp" || key === "PageDown") return step(cell, key), true;
    if (held && (key === "ArrowLeft" || key === "ArrowRight")) return step(cell, key === "ArrowLeft" ? "PageUp" : "PageDown"), true;
    if (held || event.altKey) return false;
    if (key === "Enter") {
      const next = beside(cell, event.shiftKey ? -1 : 1, 0);
      if (next) go(next);
      else cell.blur();
      return true;
    }
    if (event.shiftKey) return false;
    if (key === "ArrowUp" || key === "ArrowDown") return go(beside(cell, key === "ArrowUp" ? -1 : 1, 0)), true;
    const right = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (right) return atEdge(cell, right) && Boolean(beside(cell, 0, right)) && (go(beside(cell, 0, right)), true);
    if (key === "Escape") return (cell.value = cell.defaultValue), cell.select(), true;
    if (key.toLowerCase() === "c" && document.documentElement.dataset.keys !== "off") {
      last = cell.id;
      document.querySelector("[data-detail=comment]")?.focus();
      return true;
    }
    return false;
  }

  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const cell = event.target.closest?.("[data-hour]");
    let done = cell && cellKey(event, cell);
    if (event.target.closest?.("[data-detail]") && (event.key === "Enter" || event.key === "Escape")) {
      if (event.key === "Escape") event.target.value = event.target.defaultValue;
      const back = document.getElementById(last);
      if (back) go(back);
      else event.target.blur();
      done = true;
    }
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches?.("[data-hour]")) return;
    last = event.target.id;
    event.target.select();
  });

  /* ── Hours as minutes, as far as the steps and sums of a phone need them ── */
  function minutes(text) {
    const plain = text.trim().replace(/h$/i, "");
    const clock = plain.match(/^(\d{1,2}):([0-5]\d)$/);
    if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
    if (/^\d{1,2}([.,]\d{1,4})?$/.test(plain)) return Math.round(Number(plain.replace(",", ".")) * 60);
    return plain ? NaN : 0;
  }
  function shown(count) {
    if (count % 3) return `${Math.floor(count / 60)}:${String(count % 60).padStart(2, "0")}`;
    return (count / 60).toFixed(2).replace(/0$/, "").replace(".", ",");
  }

  /* ── What is kept ── */
  const EVERY = 10_000;
  const name = () => `moment.hours.${page()?.dataset.queue}`;
  function kept() {
    try { return JSON.parse(localStorage.getItem(name())) || []; } catch { return []; }
  }
  function keep(entries) {
    try {
      if (entries.length) localStorage.setItem(name(), JSON.stringify(entries));
      else localStorage.removeItem(name());
    } catch { /* private window: what cannot be kept is sent at once, or said to be lost */ }
    draw();
  }
  // What the server has taken stands there, also until the page is drawn anew.
  const taken = new Map();
  function stands(input) {
    const known = taken.get(cellOf(input));
    if (known?.input === input) return known;
    return { hours: input.defaultValue, comment: input.dataset.comment || "" };
  }
  const cellOf = (input) => input.dataset.hour.replace(/\d+$/, input.dataset.date);

  function put(entry) {
    const before = kept().find((one) => one.cell === entry.cell);
    // What stood there before all this is what it is held against; what was sent may have arrived.
    const joined = before ? { ...entry, shown: before.shown, sent: before.tried ?? before.sent } : entry;
    keep([...kept().filter((one) => one.cell !== entry.cell), joined]);
    flush();
  }
  const drop = (entry) => keep(kept().filter((one) => one.cell !== entry.cell || one.at !== entry.at));
  const change = (entry, more) => keep(kept().map((one) => (one.cell === entry.cell && one.at === entry.at ? { ...one, ...more } : one)));

  let sending = false, lost = false;
  async function flush() {
    if (sending || !page()) return;
    sending = true;
    try {
      for (const entry of kept().filter((one) => !one.refused)) if (!await send(entry)) break;
    } finally { sending = false; }
    draw();
  }
  async function send(entry) {
    const { timesheet: base, queue } = page().dataset;
    change(entry, { tried: entry.hours });
    let answer;
    try {
      answer = await fetch(`/api/timesheet${base}/hours`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...entry.body, queue, cell: entry.cell, shown: entry.shown, sent: entry.sent ?? null, hours: entry.hours }),
      });
    } catch { lost = true; return false; }
    lost = answer.status >= 500 || answer.status === 429;
    if (lost) return false;
    if (answer.ok) {
      const input = cells().find((one) => cellOf(one) === entry.cell);
      const { hours } = await answer.json();
      taken.set(entry.cell, { input, hours, comment: hours ? entry.body.comment ?? "" : "" });
      drop(entry);
    }
    else if (answer.status === 401) return false;
    else change(entry, { refused: await answer.text() });
    return true;
  }
  addEventListener("online", flush);
  addEventListener("offline", () => draw());
  addEventListener("storage", () => draw());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  setInterval(() => { if (kept().some((one) => !one.refused)) flush(); }, EVERY);

  /* ── What is kept, drawn over what the server says ── */
  function mark(element, attribute, on) {
    if (on !== element.hasAttribute(attribute)) element.toggleAttribute(attribute, on);
  }
  function write(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  }
  let summed = false;
  function draw() {
    if (!page()) return;
    const entries = new Map(kept().map((one) => [one.cell, one]));
    const said = new Map();
    for (const input of cells()) {
      const entry = entries.get(cellOf(input));
      mark(input, "data-waiting", Boolean(entry) && !entry.refused);
      mark(input, "data-refused", Boolean(entry?.refused));
      if (entry && document.activeElement !== input && input.value !== entry.hours) input.value = entry.hours;
      if (entry?.refused && input.dataset.at === page().dataset.day) said.set(input.dataset.hour.replace(/-\d+$/, ""), entry.refused);
    }
    for (const place of document.querySelectorAll("[data-said]")) write(place, said.get(place.dataset.said) || "");
    const waiting = [...entries.values()].filter((one) => !one.refused).length;
    for (const note of document.querySelectorAll("[data-waiting-note]")) note.hidden = !waiting;
    for (const count of document.querySelectorAll("[data-waiting-count]")) write(count, String(waiting));
    for (const banner of document.querySelectorAll("[data-offline]")) banner.hidden = !(waiting && (lost || !navigator.onLine)) && navigator.onLine;
    if (entries.size || summed) sums();
    summed = entries.size > 0;
  }
  function sums() {
    const days = [0, 0, 0, 0, 0, 0, 0];
    for (const input of cells()) days[Number(input.dataset.at)] += minutes(input.value) || 0;
    for (const place of document.querySelectorAll("[data-sum]")) write(place, days[Number(place.dataset.sum)] ? shown(days[Number(place.dataset.sum)]) : place.matches("b") ? "0,0" : "–");
  }
  let drawing = 0;
  new MutationObserver(() => {
    if (drawing || !page()) return;
    drawing = requestAnimationFrame(() => { drawing = 0; draw(); });
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* ── Days, and the sheet ── */
  document.addEventListener("click", (event) => {
    const day = event.target.closest?.("[data-show-day]");
    if (!day) return;
    page().dataset.day = day.dataset.showDay;
    draw();
  });

  let open = null;
  const part = (what) => document.querySelector(`#hours-sheet [data-sheet=${what}]`);
  function amount() {
    const text = part("hours").value.trim();
    part("amount").textContent = text ? `\u00a0${text}${/[-h]/.test(text) ? "" : "\u00a0h"}` : "";
    for (const preset of document.querySelectorAll("[data-preset]")) preset.setAttribute("aria-pressed", String(minutes(text) === minutes(preset.dataset.preset)));
  }
  function show(input) {
    const sheet = document.getElementById("hours-sheet"), row = input.closest("tr");
    const entry = kept().find((one) => one.cell === cellOf(input));
    open = input;
    part("title").textContent = row.querySelector(".name-link").lastChild.textContent;
    part("about").textContent = row.querySelector(".w-where .only-narrow").textContent;
    part("said").textContent = entry?.refused || (input.readOnly ? input.title.split("\n")[0] : "");
    part("hours").value = input.value || "0,0";
    part("hours").readOnly = part("comment").readOnly = input.readOnly;
    part("comment").value = entry?.body.comment ?? stands(input).comment;
    sheet.toggleAttribute("data-locked", input.readOnly);
    amount();
    sheet.showModal();
    document.querySelector("#hours-sheet [data-step='30']")?.focus({ preventScroll: true });
  }
  // A press opens the sheet; who comes by the keyboard types in the cell.
  document.addEventListener("mousedown", (event) => {
    if (narrow.matches && event.target.matches?.("[data-hour]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (narrow.matches && event.target.matches?.("[data-hour]")) return show(event.target);
    const sheet = document.getElementById("hours-sheet");
    if (!sheet?.open) return;
    if (event.target === sheet) return sheet.close();
    const pressed = event.target.closest("[data-step], [data-preset], [data-sheet=delete]");
    if (!pressed) return;
    const now = minutes(part("hours").value) || 0, by = Number(pressed.dataset.step);
    if (by) part("hours").value = shown(Math.min(1440, Math.max(0, by > 0 ? Math.floor(now / 30) * 30 + 30 : Math.ceil(now / 30) * 30 - 30)));
    else if (pressed.dataset.preset) part("hours").value = pressed.dataset.preset;
    else { part("hours").value = ""; save(); }
    amount();
  });
  document.addEventListener("input", (event) => { if (event.target === part("hours")) amount(); });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.("[data-sheet-form]")) return;
    event.preventDefault();
    save();
  });
  function save() {
    const input = open && document.getElementById(open.id);
    document.getElementById("hours-sheet").close();
    if (!input || input.readOnly) return;
    const entry = kept().find((one) => one.cell === cellOf(input));
    const text = part("hours").value.trim(), comment = part("comment").value.trim();
    const hours = minutes(text) === 0 ? "" : text;
    const before = stands(input);
    if (entry?.refused) drop(entry);
    if (hours === before.hours && comment === before.comment && (!entry || entry.refused)) { input.value = hours; return draw(); }
    const body = { quick: page().dataset.quick === "yes", ...(hours ? { comment } : {}) };
    input.value = hours;
    put({ cell: cellOf(input), shown: before.hours, hours, body, at: Date.now() + Math.random() });
  }
  draw();
  flush();
})();
