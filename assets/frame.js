/* Small conveniences of the frame that need no server. Everything is asked for by an attribute:
 *   data-fold             folds the navigation to icons and back; remembered in this browser
 *   data-open-search      shows the search on a narrow screen and puts the cursor in it
 *   data-copy="text"      copies the text, without one the page's address; the element carries data-copied for two seconds
 *   data-reveal="id"      shows and hides the password in the field with that id
 *   data-fill='{"id":…}'  writes the values into the fields with those ids and moves to the submit button
 *   data-caps="id"        on a field: shows the element with that id while Caps Lock is on
 *   data-goto="id"        moves the focus to the element with that id
 *   data-print            prints the page
 *   data-passes           its animation over, is closed by the [data-close] in it; the style sheet says how long
 *                         that takes, and that it waits while one points at it
 *   data-from-hash        a field that takes what stands behind # in the address
 *   data-forgets="text"   around a form that logs out: hours kept in this browser are forgotten, and asked about first when some wait
 * and html[data-problem] is the address's ?problem=, for a page that was sent back by a form.
 * It runs before the first paint, so that a folded navigation does not jump. */
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };

  if (kept("moment.nav") === "folded") root.dataset.nav = "folded";

  // Whoever hears first of a step back can hold it: the router listens, too, and who loads last is last.
  window.addEventListener("popstate", (event) => {
    const stepped = new CustomEvent("stepped", { cancelable: true });
    if (!document.dispatchEvent(stepped)) event.stopImmediatePropagation();
  });

  // Files dropped on a page that takes any wait here for upload.js, which may be on its way:
  // the browser would open them in the page's place.
  window.dropped = [];
  const takeFiles = (event) => {
    const address = document.querySelector("[data-uploads]")?.dataset.uploads;
    if (!event.dataTransfer?.types.includes("Files") || !address) return;
    event.preventDefault();
    if (event.type !== "drop") return;
    const folders = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()?.isDirectory);
    [...event.dataTransfer.files].forEach((file, place) => window.dropped.push({ file, address, folder: folders[place] }));
    document.dispatchEvent(new Event("dropped"));
  };
  for (const type of ["dragover", "drop"]) document.addEventListener(type, takeFiles);

  const problem = new URLSearchParams(location.search).get("problem");
  if (problem) root.dataset.problem = problem;
  document.addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector("[data-from-hash]");
    if (field && location.hash.length > 1) {
      try { field.value = decodeURIComponent(location.hash.slice(1)); } catch { /* not ours */ }
      history.replaceState(null, "", location.pathname + location.search);  // redirects would carry it on
    }
    const asked = document.querySelector(problem && field?.value ? "[data-focus-again]" : "[data-focus-first]");
    asked?.focus();
    if (problem === "wrong") asked?.setAttribute("aria-invalid", "true");
  });

  const acts = {
    fold() {
      const folded = root.dataset.nav !== "folded";
      root.dataset.nav = folded ? "folded" : "open";
      keep("moment.nav", root.dataset.nav);
    },
    openSearch() {
      root.dataset.searching = "";
      document.querySelector("[data-search] input")?.focus();
    },
    async copy(element) {
      await navigator.clipboard.writeText(element.dataset.copy || location.href);
      element.dataset.copied = "";
      setTimeout(() => delete element.dataset.copied, 2000);
    },
    reveal(element) {
      const field = document.getElementById(element.dataset.reveal);
      if (!field) return;
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      element.setAttribute("aria-pressed", String(!shown));
      field.focus();
    },
    fill(element) {
      for (const [id, value] of Object.entries(JSON.parse(element.dataset.fill))) {
        const field = document.getElementById(id);
        if (field) field.value = value;
        field?.form?.querySelector("[type=submit]")?.focus();
      }
    },
    goto(element, event) {
      event.preventDefault();
      document.getElementById(element.dataset.goto)?.focus();
    },
    print() { window.print(); },
  };

  document.addEventListener("click", (event) => {
    for (const [name, act] of Object.entries(acts)) {
      const attribute = "data-" + name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
      const element = event.target.closest(`[${attribute}]`);
      if (element) act(element, event);
    }
  });

  // A page that changes without loading is silent: say its title, and do not leave the focus nowhere.
  const aloud = document.createElement("div");
  aloud.className = "vh";
  aloud.setAttribute("aria-live", "polite");
  let title = "";
  function arrived() {
    if (!title || document.title === title) { title = document.title; return; }
    title = document.title;
    if (!aloud.isConnected) document.body.append(aloud);
    setTimeout(() => {
      aloud.textContent = title;
      if (document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
    }, 100);
  }
  addEventListener("load", () => {
    arrived();
    new MutationObserver(arrived).observe(document.head, { childList: true, subtree: true, characterData: true });
  });

  document.addEventListener("submit", (event) => {
    const asks = event.target.closest("[data-forgets]")?.dataset.forgets;
    if (asks === undefined) return;
    try {
      const hours = Object.keys(localStorage).filter((key) => key.startsWith("moment.hours."));
      if (hours.length && !confirm(asks)) event.preventDefault();
      else hours.forEach((key) => localStorage.removeItem(key));
    } catch { /* private window */ }
  }, true);

  document.addEventListener("animationend", (event) => {
    if (event.target.matches("[data-passes]")) event.target.querySelector("[data-close]")?.click();
  });

  document.addEventListener("focusout", (event) => {
    const search = event.target.closest("[data-search]");
    if (search && !search.contains(event.relatedTarget)) delete root.dataset.searching;
  });

  document.addEventListener("keyup", (event) => {
    const field = event.target.closest?.("[data-caps]");
    const hint = field && document.getElementById(field.dataset.caps);
    if (hint && event.getModifierState) hint.hidden = !event.getModifierState("CapsLock");
  });
})();
