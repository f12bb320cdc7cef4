/* Choosing a file sends it: input[data-upload="bytes"] posts its form when a file was chosen or dropped,
 * shows the form's error (and sends nothing) when it is larger, and marks where a file may be dropped. */
(() => {
  "use strict";
  const zone = (event) => event.target.closest?.(".drop");
  document.addEventListener("change", (event) => {
    const input = event.target.closest?.("input[data-upload]");
    const file = input?.files?.[0];
    if (!file) return;
    const error = input.closest(".drop").querySelector(".error");
    error.hidden = file.size <= Number(input.dataset.upload);
    if (!error.hidden) {
      input.value = "";
      return;
    }
    input.closest(".drop").dataset.busy = "";
    input.form.requestSubmit();
  });
  document.addEventListener("dragover", (event) => { const found = zone(event); if (found) found.dataset.over = ""; });
  for (const type of ["dragleave", "drop"]) {
    document.addEventListener(type, (event) => { const found = zone(event); if (found) delete found.dataset.over; });
  }
  window.addEventListener("pageshow", () => document.querySelectorAll(".drop[data-busy]").forEach((found) => delete found.dataset.busy));
})();
