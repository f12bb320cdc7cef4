/* Forms that lose nothing typed, by attributes; nothing here knows a page.
 *   form[data-guarded]   once something was typed, leaving the page asks first, and so does leaving the form:
 *   [data-leave]         a button that leaves the form; Escape and a click beside the dialog leave it too
 *   [data-sent]          in the form while what was typed is on its way: nothing is lost by leaving
 *   [data-unsaved]       the question inside the form, hidden until then; [data-stay] in it goes back
 *   form[data-page-form] a form that is a page: while data-unsaved-work says what is not saved, a link away asks
 *                        or a step back asks first; [data-leave-page] in the question goes there all the same
 *   [data-focus="id"]    puts the cursor into the field with that id
 * A form that appears while the cursor is elsewhere (a menu that closes takes it back) gets it. What had the
 * cursor before a dialog gets it back when the dialog has gone and nothing else took it. */
(() => {
  "use strict";
  let before = null;

  const guarded = (element) => element?.closest?.("form[data-guarded]");
  const changed = (form) => form && "changed" in form.dataset && !form.querySelector("[data-sent]");
  const topForm = () => [...document.querySelectorAll("[role=dialog] form[data-guarded]")].at(-1);

  function ask(form) {
    const question = form.querySelector("[data-unsaved]");
    if (!question) return false;
    before = document.activeElement;
    question.hidden = false;
    question.querySelector("[data-stay]")?.focus();
    return true;
  }

  function stay(form) {
    form.querySelector("[data-unsaved]").hidden = true;
    (before?.isConnected ? before : form.querySelector("input, select, textarea"))?.focus();
  }

  function hold(event, form) {
    if (!changed(form) || !ask(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // A field beside a dialog gets the cursor when the dialog has gone and given it back.
  function reach(id) {
    const field = document.getElementById(id);
    const folded = field?.closest("details:not([open])");
    if (folded) folded.open = true;
    field?.focus();
  }
  function putCursor(jump) {
    const id = jump.dataset.focus;
    const dialog = jump.closest("[role=dialog]");
    if (!dialog || dialog.contains(document.getElementById(id))) return reach(id);
    const gone = new MutationObserver(() => {
      if (dialog.isConnected) return;
      gone.disconnect();
      setTimeout(() => reach(id), 50);
    });
    gone.observe(document, { childList: true, subtree: true });
  }

  const known = new WeakSet();
  function enter(form) {
    const fields = [...form.querySelectorAll("input:not([type=checkbox], [type=hidden], [readonly]), textarea, select")];
    if (!form.isConnected || form.contains(document.activeElement)) return;
    (fields.find((field) => !field.value) || fields[0] || form.querySelector("input"))?.focus();
  }
  const ABOVE = "[role=dialog], [role=alertdialog]";
  let opener = null, above = false;
  document.addEventListener("focusin", ({ target }) => {
    if (!target.closest(`${ABOVE}, [role=menu], [data-radix-focus-guard]`)) opener = target;
  });
  function giveBack() {
    if (document.activeElement !== document.body || document.querySelector(ABOVE)) return;
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    // an opener that is disabled by now takes no cursor
    if (document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
  }
  new MutationObserver(() => {
    const before = above;
    above = document.querySelector(ABOVE) !== null;
    if (before && !above) setTimeout(giveBack, 100);
    const form = topForm();
    if (!form || known.has(form)) return;
    known.add(form);
    setTimeout(() => enter(form), 150);
  }).observe(document, { childList: true, subtree: true });

  for (const type of ["input", "change"]) {
    document.addEventListener(type, (event) => {
      const form = guarded(event.target);
      if (form && event.target.type !== "search") form.dataset.changed = "";
    });
  }

  // On the window and while capturing: before the dialog's own listeners on the document.
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    const form = topForm();
    const question = form?.querySelector("[data-unsaved]");
    if (question && !question.hidden) {
      event.stopImmediatePropagation();
      stay(form);
    } else hold(event, form);
  }, true);
  window.addEventListener("pointerdown", (event) => {
    const pressed = event.target.closest(`${ABOVE}, [role=menu]`) ? null : event.target.closest("button, a[href], [tabindex]");
    opener = pressed ?? opener;  // some browsers give a button that is clicked no focus
    const form = topForm();
    if (form && !event.target.closest("[role=dialog], .notices")) hold(event, form);
  }, true);
  window.addEventListener("click", (event) => {
    const form = guarded(event.target);
    if (form && event.target.closest("[data-leave]")) hold(event, form);
    if (form && event.target.closest("[data-stay]")) stay(form);
    const jump = event.target.closest?.("[data-focus]");
    if (jump) putCursor(jump);
  }, true);
  // A page's own form: what leaves the page is held once, and followed when the reader says so.
  const unsavedPage = () => document.querySelector("form[data-page-form]:not([data-unsaved-work=''])");
  let away = null;
  window.addEventListener("click", (event) => {
    const page = unsavedPage();
    if (!page || event.defaultPrevented) return;
    if (event.target.closest("[data-stay]")) return stay(page);
    if (event.target.closest("[data-leave-page]")) {
      page.dataset.unsavedWork = "";
      return away?.();
    }
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!link || !plain || link.target === "_blank" || link.hasAttribute("download")) return;
    if (new URL(link.href).pathname === location.pathname) return;
    if (!ask(page)) return;
    away = () => link.click();
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  // A step back is taken before anybody is asked: one returns, asks, and takes it again when told so.
  let here = { path: "", step: 0 };
  let returning = false;
  const step = () => (history.state || {}).idx ?? 0;
  for (const type of ["input", "click", "keydown"]) {
    document.addEventListener(type, () => { if (!returning) here = { path: location.pathname, step: step() }; }, true);
  }
  document.addEventListener("stepped", (event) => {
    const page = unsavedPage();
    if (returning) {
      returning = false;
      event.preventDefault();
      return page && ask(page);
    }
    const steps = step() - here.step;
    if (!steps || location.pathname === here.path || !page?.querySelector("[data-unsaved]")) return;
    event.preventDefault();
    returning = true;
    away = () => history.go(steps);
    history.go(-steps);
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed(topForm()) || unsavedPage()) event.preventDefault();
  });
})();
