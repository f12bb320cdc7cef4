/* The address bar follows what the page shows, without the page being loaded for it.
 *   [data-address="/path?query"]  where the bar shall stand; data-address-id is new with every word
 *                                 the server says on it, data-address-replace leaves no step to go back to
 * A word is heard once, also across a reload that brings the old one back, and only on its own page. */
(() => {
  "use strict";
  const KEPT = "moment.address";
  const MOST = 50;
  let heard = [];
  try { heard = (sessionStorage.getItem(KEPT) || "").split(" "); } catch { /* private window */ }

  const page = (path) => path.replace(/\/+$/, "");

  function follow(element) {
    const { addressId: id, address, addressReplace } = element.dataset;
    if (!id || heard.includes(id)) return;
    heard = [...heard, id].slice(-MOST);
    try { sessionStorage.setItem(KEPT, heard.join(" ")); } catch { /* private window */ }
    const wanted = new URL(address, location.origin);
    if (wanted.origin !== location.origin || page(wanted.pathname) !== page(location.pathname)) return;
    if (wanted.search === location.search) return;
    const bar = location.pathname + wanted.search;
    // React Router keeps its count of steps in the entry's state.
    const state = history.state || {};
    if (addressReplace !== undefined) history.replaceState(state, "", bar);
    else {
      // With the key it knows, it would not notice that one comes back to the entry that is left here.
      history.replaceState({ ...state, key: `before-${id}` }, "");
      history.pushState({ ...state, key: id, idx: (state.idx ?? 0) + 1 }, "", bar);
    }
  }

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") follow(target);
      for (const node of addedNodes) for (const element of node.querySelectorAll?.("[data-address]") || []) follow(element);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ["data-address-id"] });
})();
