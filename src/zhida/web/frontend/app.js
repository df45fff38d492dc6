"use strict";

// A print shows the reasons too: everything is opened for it and closed again afterwards.
let openedForPrint = [];

window.addEventListener("beforeprint", () => {
  openedForPrint = [...document.querySelectorAll("details:not([open])")];
  openedForPrint.forEach((details) => { details.open = true; });
});

window.addEventListener("afterprint", () => {
  openedForPrint.forEach((details) => { details.open = false; });
  openedForPrint = [];
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});

// A request that fails must not fail in silence.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    document.querySelector("[data-request-failed]")?.removeAttribute("hidden");
  });
}

document.addEventListener("htmx:beforeRequest", () => {
  document.querySelector("[data-request-failed]")?.setAttribute("hidden", "");
});
