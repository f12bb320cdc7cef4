/* Whether the page hears the server, from the websocket itself:
 *   html[data-connection=lost]    while it does not; the style sheet shows .while-lost instead of .while-live
 *   [data-lost-since]             gets the time at which it was lost
 *   [data-live="12.3456"]         a project and the last news of it that this page shows; when the connection is
 *                                 lost they are put into a cookie, so that a server that has forgotten this tab
 *                                 can mark what came meanwhile
 * It wraps the browser's WebSocket, so it has to run before the page's own scripts. A connection that is open and
 * silent for longer than the server's pulse is dead: it is closed here, and the page connects anew. */
(() => {
  "use strict";
  const root = document.documentElement;
  const SILENT = 40_000;   // the server's pulse is 25 s
  const LOOK = 5_000;
  let socket = null;
  let heard = 0;

  function write() {
    const since = root.dataset.lostSince || "";
    for (const element of document.querySelectorAll("[data-lost-since]")) {
      if (element !== root && element.textContent !== since) element.textContent = since;
    }
  }

  function lost() {
    if (root.dataset.connection === "lost") return;
    root.dataset.connection = "lost";
    root.dataset.lostSince = new Intl.DateTimeFormat(navigator.language, { hour: "2-digit", minute: "2-digit" }).format(new Date());
    const seen = document.querySelector("[data-live]")?.dataset.live;
    if (/^\d+\.\d+$/.test(seen || "")) document.cookie = `moment-seen=${seen}; path=/; max-age=86400; SameSite=Strict`;
    write();
  }

  function live() {
    if (root.dataset.connection !== "lost") return;
    delete root.dataset.connection;
    delete root.dataset.lostSince;
    setTimeout(() => { document.cookie = "moment-seen=; path=/; max-age=0; SameSite=Strict"; }, 5000);
  }

  // A dead connection says nothing when it is closed either; do not wait for it.
  function giveUp() {
    lost();
    socket?.close();
  }

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(url, ...rest) {
      super(url, ...rest);
      if (!String(url).includes("/_event")) return;
      this.addEventListener("open", () => { socket = this; heard = Date.now(); });
      // The namespace is joined and the page is read again: now it shows what is.
      this.addEventListener("message", (event) => {
        heard = Date.now();
        if (socket === this && typeof event.data === "string" && event.data.startsWith("42")) live();
      });
      this.addEventListener("close", () => {
        if (socket !== this) return;
        socket = null;
        lost();
      });
    }
  };

  function listen() {
    if (socket && Date.now() - heard > SILENT) giveUp();
  }

  setInterval(listen, LOOK);
  document.addEventListener("visibilitychange", listen);
  addEventListener("offline", giveUp);
  new MutationObserver(write).observe(root, { subtree: true, childList: true });
})();
