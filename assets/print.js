"use strict";
// Opens the browser's print dialog when the page is there, and again from its button.
document.getElementById("print").addEventListener("click", () => window.print());
window.addEventListener("load", () => window.print());
