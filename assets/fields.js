/* A value edited where it stands, by attributes:
 *   form[data-in-place="key"]  Enter saves (in several lines with Ctrl), Escape gives up, and leaving it saves what was changed; the value it was
 *                              (id "value-key") gets the cursor back, unless the reader went elsewhere
 *   [data-give-up]             the button in the form that Escape presses, and leaving it unchanged
 *   [data-cell]                saved when it is left; Enter, in several lines with Ctrl, goes on to the next one. A cell that
 *                              is drawn anew while one stands in it keeps the cursor, and what was typed in it meanwhile;
 *                              a step back saves it first, and closing the page asks */
(() => {
  "use strict";
  let returning = "";

  const field = (form) => form.querySelector("input, select, textarea");
  const changed = (form) => {
    const control = field(form);
    const options = [...(control.options ?? [])];
    if (!options.length) return control.value !== control.defaultValue;
    return control.value !== form.dataset.before;
  };
  const open = (target) => target?.closest?.("form[data-in-place]");

  document.addEventListener("focusin", (event) => {
    const form = open(event.target);
    if (!form || event.target !== field(form)) return;
    form.dataset.before ??= event.target.value;
    if (!event.target.matches("textarea")) event.target.select?.();
  });
  document.addEventListener("keydown", (event) => {
    const form = open(event.target);
    if (!form || event.isComposing || event.target.matches("button")) return;
    if (event.key === "Escape") {
      returning = form.dataset.inPlace;
      form.querySelector("[data-give-up]").click();
    } else if (event.key === "Enter" && (event.ctrlKey || !event.target.matches("textarea"))) {
      returning = form.dataset.inPlace;
      event.preventDefault();
      form.requestSubmit();
    } else return;
    event.stopPropagation();
  });
  document.addEventListener("focusout", (event) => {
    const form = open(event.target);
    if (!form?.isConnected || form.contains(event.relatedTarget) || returning) return;
    if (!document.hasFocus()) return; // another window: the reader is still here
    if (form.querySelector(".callout")) return; // a question is answered, not left
    if (changed(form)) form.requestSubmit();
    else form.querySelector("[data-give-up]").click();
  });
  document.addEventListener("input", (event) => {
    if (open(event.target)) returning = "";
  });
  new MutationObserver(() => {
    const value = returning && document.getElementById(`value-${returning}`);
    if (!value) return;
    returning = "";
    if (document.activeElement === document.body) value.focus();
  }).observe(document, { childList: true, subtree: true });

  /* ── Cells ── */
  let cell = null, found = "", at = 0, steps = 0;
  const step = () => (history.state || {}).idx ?? 0;
  const typed = () => cell?.isConnected && (cell.value !== found || cell.getAttribute("aria-invalid") === "true");
  document.addEventListener("focusin", (event) => {
    cell = event.target.matches?.("[data-cell]") ? event.target : null;
    found = cell?.value;
    at = step();
  });
  document.addEventListener("focusout", (event) => {
    setTimeout(() => { if (event.target === cell && cell.isConnected) cell = null; });  // gone on, and not redrawn
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches?.("[data-cell]")) return;
    if (event.ctrlKey !== event.target.matches("textarea")) return;
    event.preventDefault();
    const cells = [...document.querySelectorAll("[data-cell]")].filter((one) => one.getClientRects().length);
    const next = cells[cells.indexOf(event.target) + 1];
    if (next) next.focus();
    else event.target.blur();
    next?.select();
  });
  new MutationObserver(() => {
    if (!cell || cell.isConnected) return;
    const before = cell, next = document.getElementById(before.id);
    cell = null;
    if (!next || document.activeElement !== document.body) return;
    next.focus();
    if (before.value !== before.defaultValue) next.value = before.value;
    next.setSelectionRange(before.selectionStart, before.selectionEnd);
  }).observe(document, { childList: true, subtree: true });
  window.addEventListener("beforeunload", (event) => {
    if (!typed()) return;
    event.preventDefault();
    cell.blur();
  });
  // A step back saves before it is taken: one returns, leaves the cell where it belongs, and steps again.
  document.addEventListener("stepped", (event) => {
    const again = steps;
    steps = again || !typed() ? 0 : step() - at;
    if (steps) history.go(-steps);
    else if (again) {
      cell?.blur();
      setTimeout(() => history.go(again), 300);
    } else return;
    event.preventDefault();
  });
})();
