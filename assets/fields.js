/* A value edited where it stands, by attributes:
 *   form[data-in-place="key"]  Enter saves, Escape gives up, and leaving it saves what was changed; the value it was
 *                              (id "value-key") gets the cursor back, unless the reader went elsewhere
 *   [data-give-up]             the button in the form that Escape presses, and leaving it unchanged */
(() => {
  "use strict";
  let returning = "";

  const field = (form) => form.querySelector("input, select");
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
    event.target.select?.();
  });
  document.addEventListener("keydown", (event) => {
    const form = open(event.target);
    if (!form || event.isComposing || event.target.matches("button")) return;
    if (event.key === "Escape") {
      returning = form.dataset.inPlace;
      form.querySelector("[data-give-up]").click();
    } else if (event.key === "Enter") {
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
})();
