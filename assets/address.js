/* The address bar follows what the page shows, without the page being loaded for it.
 *   [data-address="/path?query"]  where the bar shall stand; data-address-id is new with every word
 *                                 the server says on it, data-address-replace leaves no step to go back to
 * A word is heard once, also across a reload that brings the old one back, and only on its own page. */
(() => {
  "use strict";
  const KEPT = "moment.address";
  let heard = null;
  try { heard = sessionStorage.getItem(KEPT); } catch { /* private window */ }

  const page = (path) => path.replace(/\/+$/, "");

  function follow(element) {
    const { addressId: id, address, addressReplace } = element.dataset;
    if (!id || id === heard) return;
    heard = id;
    try { sessionStorage.setItem(KEPT, id); } catch { /* private window */ }
    const wanted = new URL(address, location.origin);
    if (wanted.origin !== location.origin || page(wanted.pathname) !== page(location.pathname)) return;
    if (wanted.search === location.search) return;
    const bar = location.pathname + wanted.search;
    // React Router keeps its count of steps in the entry's state.
    const state = history.state || {};
    if (addressReplace !== undefined) history.replaceState(state, "", bar);
    else history.pushState({ ...state, key: id, idx: (state.idx ?? 0) + 1 }, "", bar);
  }

  new MutationObserver((changes) => {
    for (const { target } of changes) if (target.matches("[data-address]")) follow(target);
  }).observe(document.documentElement, { subtree: true, attributeFilter: ["data-address-id"] });
})();
