/* The task board: cards are dragged, or moved by keys.
 *   [data-column="state"]   a column; [data-card="key"] in it are its cards in their order
 *   data-moves              on a card: it may be moved; data-own: it is ours, and others can stand behind it
 *   form[data-board-moves]  is filled in (card, column, after) and sent
 * Arrow keys go from card to card, with Shift they move the card; the focus stays on it wherever it goes. */
(() => {
  "use strict";
  if (window.taskBoard) return;
  window.taskBoard = true;
  const columnOf = (card) => card.closest("[data-column]");
  const cardsOf = (column) => [...column.querySelectorAll("[data-card]")];
  const ownOf = (column) => cardsOf(column).filter((card) => "own" in card.dataset);
  const columns = () => [...document.querySelectorAll("[data-column]")];
  const button = (card) => card?.querySelector("button.title");

  let following = "";  // the card that keeps the focus, through being drawn anew

  function send(card, column, after) {
    const form = document.querySelector("form[data-board-moves]");
    const values = { card: card.dataset.card, column: column.dataset.column, after: after?.dataset.card || "" };
    for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
    form.requestSubmit();
  }

  /* ── Keys ── */
  function step(card, key) {
    const column = columnOf(card);
    const cards = cardsOf(column);
    const at = cards.indexOf(card);
    if (key === "ArrowDown" || key === "ArrowUp") return cards[at + (key === "ArrowDown" ? 1 : -1)];
    return cardsOf(beside(column, key) || column)[Math.max(0, Math.min(at, cardsOf(beside(column, key) || column).length - 1))];
  }

  function beside(column, key) {
    const all = columns();
    return all[all.indexOf(column) + (key === "ArrowRight" ? 1 : -1)];
  }

  function move(card, key) {
    const column = columnOf(card);
    if (key === "ArrowLeft" || key === "ArrowRight") {
      const next = beside(column, key);
      if (next) send(card, next, null);
      return;
    }
    const cards = ownOf(column);
    const at = cards.indexOf(card);
    if (at < 0 || (key === "ArrowUp" && at === 0) || (key === "ArrowDown" && at === cards.length - 1)) return;
    send(card, column, key === "ArrowDown" ? cards[at + 1] : cards[at - 2]);
  }

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (!card || !event.key.startsWith("Arrow") || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (!event.shiftKey) { button(step(card, event.key))?.focus(); return; }
    if (!("moves" in card.dataset)) return;
    following = card.dataset.card;
    move(card, event.key);
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (card?.dataset.card !== following) following = "";
  });
  new MutationObserver(() => {
    if (!following || (document.activeElement && document.activeElement !== document.body)) return;
    button(document.querySelector(`[data-card="${CSS.escape(following)}"]`))?.focus();
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* ── Dragging ── */
  let dragged = null;
  const unmark = () => document.querySelectorAll("[data-drop]").forEach((marked) => delete marked.dataset.drop);

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-card][data-moves]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.card);
    dragged.dataset.dragged = "";
  });
  document.addEventListener("dragend", () => {
    if (dragged) delete dragged.dataset.dragged;
    dragged = null;
    unmark();
  });

  // The last card of ours whose middle lies above the pointer: the one to stand behind.
  function behind(column, y) {
    const above = ownOf(column).filter((card) => card !== dragged && middle(card) < y);
    return above.at(-1);
  }
  const middle = (card) => { const box = card.getBoundingClientRect(); return box.top + box.height / 2; };

  document.addEventListener("dragover", (event) => {
    const column = dragged && event.target.closest?.("[data-column]");
    if (!column) return;
    event.preventDefault();
    unmark();
    const after = "own" in dragged.dataset ? behind(column, event.clientY) : null;
    (after || column).dataset.drop = after ? "after" : "top";
  });
  document.addEventListener("drop", (event) => {
    const column = dragged && event.target.closest?.("[data-column]");
    if (!column) return;
    event.preventDefault();
    const own = "own" in dragged.dataset;
    if (own || column !== columnOf(dragged)) send(dragged, column, own ? behind(column, event.clientY) : null);
  });
})();
