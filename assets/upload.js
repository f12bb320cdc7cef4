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
/* Several files at once, each on its own way, from [data-uploads="address"]: chosen with the file field in it, or dropped
 * anywhere on the page. Two are sent at a time; each is listed in the [data-transfers] in it, with how far it is, a way to
 * cancel, and what went wrong with a way to try again. data-most is the largest in bytes, data-words our words as JSON.
 * They go on while one looks at another page of ours; closing the window asks first. */
(() => {
  "use strict";
  const AT_ONCE = 2, SHOWN = 4000;
  const REFUSED = [404, 413, 415, 422];  // trying again would say the same
  const transfers = new Set();

  const zone = () => document.querySelector("[data-uploads]");

  function element(tag, className, text = "") {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function button(transfer, key, act) {
    const made = element("button", "btn ghost s1", transfer.words[key]);
    made.type = "button";
    made.setAttribute("aria-label", `${transfer.words[key]} ${transfer.file.name}`);
    made.addEventListener("click", act);
    return made;
  }

  /* ── One transfer ── */
  function add(file, problem, address = zone().dataset.uploads) {
    const { most, words: own } = zone().dataset;
    const transfer = { file, address, words: JSON.parse(own), state: "waiting", line: element("li", "transfer") };
    transfers.add(transfer);
    watcher.observe(document, { childList: true, subtree: true });
    show();
    const wrong = problem || (file.size > Number(most) ? "large" : "");
    if (wrong) fail(transfer, transfer.words[wrong], false);
    else draw(transfer);
  }

  function draw(transfer, text = "", percent = 0) {
    const { line, file, state } = transfer;
    const parts = [element("span", "medium grow name", file.name), element("span", "quiet small tn", text)];
    if (state === "failed") {
      parts[1].className = "error";
      parts[1].setAttribute("role", "alert");
      if (transfer.again) parts.push(button(transfer, "again", () => { transfer.state = "waiting"; draw(transfer); next(); }));
      parts.push(button(transfer, "close", () => drop(transfer)));
    } else if (state !== "done") {
      parts[1].textContent = text || transfer.words.waiting;
      parts.push(button(transfer, "cancel", () => { transfer.request?.abort(); drop(transfer); next(); }));
    }
    line.dataset.state = state;
    line.replaceChildren(...parts);
    if (state === "sending") line.append(bar(file, percent));
  }

  function bar(file, percent) {
    const made = element("span", "progress");
    const values = { role: "progressbar", "aria-label": file.name, "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": percent };
    for (const [name, value] of Object.entries(values)) made.setAttribute(name, value);
    made.append(document.createElement("i"));
    made.firstChild.style.width = `${percent}%`;
    return made;
  }

  // While it goes on only the figures change: a button under the hand stays the same button.
  function tell(transfer, percent) {
    const text = percent < 100 ? `${percent} %` : transfer.words.sent;
    const progress = transfer.line.querySelector(".progress");
    if (!progress) return draw(transfer, text, percent);
    transfer.line.children[1].textContent = text;
    progress.setAttribute("aria-valuenow", percent);
    progress.firstChild.style.width = `${percent}%`;
  }

  function send(transfer) {
    const request = new XMLHttpRequest();
    Object.assign(transfer, { request, state: "sending" });
    request.open("POST", `${transfer.address}?name=${encodeURIComponent(transfer.file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => tell(transfer, Math.floor((100 * event.loaded) / (event.total || 1))));
    request.addEventListener("load", () => (request.status === 201 ? done(transfer, JSON.parse(request.responseText)) : refused(transfer)));
    request.addEventListener("error", () => fail(transfer, transfer.words.cut, true));
    request.send(transfer.file);
    tell(transfer, 0);
  }

  function refused(transfer) {
    const { status, responseText } = transfer.request;
    const plain = transfer.request.getResponseHeader("content-type")?.startsWith("text/plain");
    const text = status === 413 ? transfer.words.large : plain ? responseText : transfer.words.failed;
    fail(transfer, text, !REFUSED.includes(status));
  }

  function fail(transfer, text, again) {
    Object.assign(transfer, { state: "failed", again, request: null });
    draw(transfer, text);
    next();
  }

  function done(transfer, kept) {
    transfer.state = "done";
    const { done: uploaded, version } = transfer.words;
    const text = kept.version > 1 ? `${kept.name}, ${version}${kept.version}` : kept.name;
    draw(transfer, kept.version > 1 ? `${version}${kept.version}` : "");
    const status = document.querySelector("[data-transfers-said]");
    if (status) status.textContent = uploaded + text;
    setTimeout(() => drop(transfer), SHOWN);
    next();
  }

  function drop(transfer) {
    transfers.delete(transfer);
    transfer.line.remove();
    if (!transfers.size) watcher.disconnect();
  }

  /* ── All of them ── */
  const of = (state) => [...transfers].filter((transfer) => transfer.state === state);

  function next() {
    const waiting = of("waiting");
    for (let free = AT_ONCE - of("sending").length; free > 0 && waiting.length; free--) send(waiting.shift());
  }

  function show() {
    const here = zone();
    const list = here?.querySelector("[data-transfers]");
    if (!list) return;
    for (const { line, address } of transfers) {
      if (address === here.dataset.uploads) { if (line.parentElement !== list) list.append(line); }
      else line.remove();
    }
  }
  const watcher = new MutationObserver(show);  // the page may be drawn anew meanwhile

  document.addEventListener("change", (event) => {
    const field = event.target.closest?.("[data-uploads] input[type=file]");
    if (!field) return;
    for (const file of field.files) add(file);
    field.value = "";
    next();
  });

  const mark = (on) => zone()?.toggleAttribute("data-over", on);
  document.addEventListener("dragover", (event) => { if (event.dataTransfer?.types.includes("Files")) mark(true); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(false); });
  document.addEventListener("drop", () => mark(false));
  function takeDropped() {
    if (zone()) for (const { file, folder, address } of window.dropped.splice(0)) add(file, folder ? "folder" : "", address);
    next();
  }
  document.addEventListener("dropped", takeDropped);  // by frame.js
  takeDropped();
  // What cannot be drawn keeps the sign of its kind.
  document.addEventListener("error", (event) => { if (event.target.matches?.(".thumbnail img")) event.target.hidden = true; }, true);
  window.addEventListener("beforeunload", (event) => { if (of("sending").length + of("waiting").length) event.preventDefault(); });
})();
/* A receipt: choosing a file in input[data-receipt="address"] sends its bytes there; the page shows it when it is kept,
 * and what is wrong with it stands in its place until another one is chosen. */
(() => {
  "use strict";
  document.addEventListener("change", async (event) => {
    const field = event.target.closest?.("input[data-receipt]");
    const file = field?.files?.[0];
    if (!file) return;
    const words = field.parentElement.querySelector("span");
    field.parentElement.dataset.busy = "";
    const answer = await fetch(`${field.dataset.receipt}?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file }).catch(() => null);
    delete field.parentElement.dataset.busy;
    field.value = "";
    if (answer?.ok) return;
    words.textContent = answer ? await answer.text() : words.textContent;
    words.className = "error";
    words.setAttribute("role", "alert");
  });
})();
/* What was chosen while this was on its way to the browser is sent now. */
for (const input of document.querySelectorAll("input[type=file]")) {
  if (input.files.length) input.dispatchEvent(new Event("change", { bubbles: true }));
}
