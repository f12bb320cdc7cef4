/* The keyboard, by attributes; nothing here knows a page. See docs/keyboard.md.
 *   data-hotkey="/ Ctrl+k"   one or several keys: clicks the element, or focuses it when it is a field
 *   table[data-rows]         arrows, PageUp, PageDown, Home, End move between rows; Space ticks the
 *                            row, Shift+Space clicks its tick with Shift held (a range); Enter opens
 *   data-page="next"         what PageDown clicks on the last row, data-page="previous" PageUp on the first
 *   data-row-open            the row's link, where it is not the first one
 *   input[data-options="id"] arrows move among the [role=option] in that list, Enter opens the one
 *                            chosen or the first, Escape empties the field and leaves it
 *   data-keep                on such a field: it keeps its text. Enter opens the one chosen only, Escape clicks
 *                            [data-close="id"] while aria-expanded says that the list is open
 *   a[data-plain]            a link whose plain click the page answers itself: with Ctrl, Shift, Alt or Meta
 *                            held the browser opens it as ever
 *   data-keys-switch         a tick that turns single-letter keys on and off in this browser
 * Single-letter keys rest while one types, and for readers who turned them off: html[data-keys="off"]. */
(() => {
  "use strict";
  const TYPED = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=true]";
  const LAYER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
  const WAIT = 5000;

  const root = document.documentElement;
  try { if (localStorage.getItem("moment.keys") === "off") root.dataset.keys = "off"; } catch { /* private window */ }

  const visible = (element) => element.getClientRects().length > 0;
  const usable = (element) => visible(element) && !element.disabled && element.getAttribute("aria-disabled") !== "true";

  /* ── Hotkeys ── */
  const pressed = (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") +
      (event.shiftKey && key.length > 1 ? "Shift+" : "") + key;
  };
  // On many keyboards brackets are typed with AltGr, which arrives as Ctrl and Alt held.
  const names = (event) => event.getModifierState?.("AltGraph") ? [event.key.toLowerCase()] : [pressed(event)];
  const asked = (element) => element.dataset.hotkey.split(" ")
    .map((name) => name.replace(/[^+]$/, (letter) => letter.toLowerCase()));

  function hotkey(event) {
    const keys = names(event);
    const single = keys[0].length === 1;
    if (single && (root.dataset.keys === "off" || event.target.closest?.(TYPED))) return false;
    const layers = [...document.querySelectorAll(LAYER)].filter(visible);
    const layer = layers.at(-1);
    const found = [...document.querySelectorAll("[data-hotkey]")]
      .filter((element) => asked(element).some((name) => keys.includes(name)) && usable(element))
      .filter((element) => !layer || layer.contains(element) || !(single || layer.matches("[role=dialog], [role=alertdialog]")));
    const element = (layer && found.find((one) => layer.contains(one))) || found[0];
    if (!element) return false;
    if (element.matches(TYPED)) { element.focus(); element.select?.(); } else element.click();
    return true;
  }

  /* ── Rows ── */
  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => visible(row) && linkOf(row));
  const linkOf = (row) => row.querySelector("[data-row-open]") || row.querySelector("a[href]");
  const tickOf = (row) => [...row.querySelectorAll("input[type=checkbox], [role=checkbox]")].find(visible);

  function enter(row, likeTick) {
    const target = (likeTick && tickOf(row)) || linkOf(row);
    target.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    uncover(row);
  }

  // Sticky heads and totals lie over the rows: scroll what they hide into sight.
  function uncover(row) {
    const table = row.closest("table");
    const box = row.getBoundingClientRect();
    let scroller = table.parentElement;
    while (scroller && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement;
    if (!scroller) return;
    const head = table.tHead?.rows[0]?.cells[0]?.getBoundingClientRect();
    const foot = table.tFoot?.getBoundingClientRect();
    if (head && head.height > 1 && box.top < head.bottom && box.top >= head.top - box.height) scroller.scrollTop -= head.bottom - box.top;
    if (foot && getComputedStyle(table.tFoot).position === "sticky" && box.bottom > foot.top) scroller.scrollTop += box.bottom - foot.top;
  }

  function screenful(table, row) {
    const scroller = table.closest(".table-scroll") || table.parentElement;
    const height = Math.min(scroller.clientHeight, window.innerHeight) - 2 * row.offsetHeight;
    return Math.max(1, Math.floor(height / row.offsetHeight));
  }

  function turn(table, way) {
    const around = table.closest("[data-report]") || document;
    const button = [...around.querySelectorAll(`[data-page=${way}]`)].find(usable);
    if (!button) return;
    afterChange(table, () => {
      const rows = rowsOf(table);
      if (rows.length) enter(way === "next" ? rows[0] : rows.at(-1));
    });
    button.click();
  }

  function afterChange(table, act) {
    const stop = () => { watcher.disconnect(); clearTimeout(timer); };
    const watcher = new MutationObserver(() => { stop(); requestAnimationFrame(act); });
    watcher.observe(table, { childList: true, subtree: true, characterData: true });
    const timer = setTimeout(stop, WAIT);
  }

  function rowKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const focus = document.activeElement;
    const row = focus?.closest?.("table[data-rows] tbody tr");
    if (!row) return fromNowhere(event, focus);
    const tick = tickOf(row);
    if (focus !== linkOf(row) && focus !== tick) return false;
    if (event.key === " ") return space(event, tick, focus);
    if (event.shiftKey) return false;
    return move(event, row, focus === tick);
  }

  function fromNowhere(event, focus) {
    if (event.key !== "ArrowDown" || event.shiftKey || (focus && focus !== document.body && focus.id !== "content")) return false;
    const table = [...document.querySelectorAll("table[data-rows]")].find(visible);
    const first = table && rowsOf(table)[0];
    if (first) enter(first);
    return Boolean(first);
  }

  function space(event, tick, focus) {
    if (!tick || (focus === tick && !event.shiftKey)) return false;
    tick.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
    return true;
  }

  function move(event, row, likeTick) {
    const table = row.closest("table");
    const rows = rowsOf(table);
    const at = rows.indexOf(row);
    const last = rows.length - 1;
    if (event.key === "PageDown" && at === last) { turn(table, "next"); return true; }
    if (event.key === "PageUp" && at === 0) { turn(table, "previous"); return true; }
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -last, End: last, PageDown: screenful(table, row), PageUp: -screenful(table, row) }[event.key];
    if (step === undefined) return false;
    enter(rows[Math.min(last, Math.max(0, at + step))], likeTick);
    return true;
  }

  /* ── Options: a list that belongs to a field ── */
  const optionsOf = (field) => [...(document.getElementById(field.dataset.options)?.querySelectorAll("[role=option]:not([aria-disabled])") || [])].filter(visible);

  function choose(field, option) {
    for (const one of optionsOf(field)) one.setAttribute("aria-selected", String(one === option));
    if (!option) { field.removeAttribute("aria-activedescendant"); return; }
    option.id ||= `${field.dataset.options}-${optionsOf(field).indexOf(option)}`;
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function write(field, text) {
    if (field.value === text) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const empty = (field) => write(field, "");

  function optionKey(event) {
    const field = event.target;
    if (!field.matches?.("[data-options]")) return false;
    const keeps = "keep" in field.dataset;
    if (event.key === "Escape" && !keeps) { empty(field); field.blur(); return true; }
    const options = optionsOf(field);
    if (!options.length) return false;
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose(field, options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp") choose(field, options.at(at < 1 ? -1 : at - 1));
    else if (event.key === "Enter" && (options[at] || !keeps)) (options[at] || options[0]).click();
    else return false;
    return true;
  }

  // While capturing: before the page hears of it and keeps the link from opening a tab of its own.
  document.addEventListener("click", (event) => {
    const held = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (held && event.target.closest?.("a[data-plain]")) event.stopPropagation();
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-options]")) choose(event.target, null);
  });
  document.addEventListener("click", (event) => {
    const list = event.target.closest?.("[role=option]:not([aria-disabled])")?.closest("[role=listbox]");
    const field = list?.id && document.querySelector(`[data-options="${list.id}"]`);
    if (field && "keep" in field.dataset) choose(field, null);
    else if (field) { empty(field); document.activeElement?.blur(); }
  });
  // On the window and while capturing: before the dialog around the field hears of it.
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.matches?.("[data-keep][aria-expanded=true]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    document.querySelector(`[data-close="${event.target.dataset.options}"]`)?.click();
  }, true);
  document.addEventListener("mousedown", (event) => {
    const list = event.target.closest?.("[role=listbox]");
    if (list?.id && document.querySelector(`[data-keep][data-options="${list.id}"]`)) event.preventDefault();
  });

  /* ── A field with options whose page goes away while one types: its next page has the same one ── */
  let held = null;
  document.addEventListener("focusin", (event) => { held = event.target.matches?.("[data-options]") ? event.target : null; });
  document.addEventListener("focusout", (event) => {
    // A field that is taken away leaves the focus too, and is gone a moment later.
    setTimeout(() => { if (event.target === held && held.isConnected) held = null; });
  });
  new MutationObserver(() => {
    if (!held || held.isConnected) return;
    const next = document.querySelector(`[data-options="${held.dataset.options}"]`);
    if (!next) return;
    const { value, selectionStart, selectionEnd } = held;
    next.focus();
    write(next, value);
    next.setSelectionRange(selectionStart, selectionEnd);
  }).observe(root, { childList: true, subtree: true });

  /* ── Single-letter keys on and off ── */
  const showSwitch = () => document.querySelectorAll("[data-keys-switch]").forEach((tick) => { tick.checked = root.dataset.keys !== "off"; });
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-keys-switch]")) return;
    root.dataset.keys = event.target.checked ? "on" : "off";
    try { localStorage.setItem("moment.keys", root.dataset.keys); } catch { /* private window */ }
  });
  document.addEventListener("focusin", showSwitch);

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (optionKey(event) || hotkey(event) || rowKey(event)) event.preventDefault();
  });
})();
