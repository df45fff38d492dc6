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

// Notes are swapped in beside their fields, which stay; so the fields must be told.
function tellFields() {
  document.querySelectorAll("[aria-describedby]").forEach((field) => {
    const note = document.getElementById(field.getAttribute("aria-describedby"));
    field.toggleAttribute("aria-invalid", false);
    if (note?.querySelector("[data-error]")) {
      field.setAttribute("aria-invalid", "true");
    }
  });
}

document.addEventListener("DOMContentLoaded", tellFields);
document.addEventListener("htmx:afterSettle", tellFields);

// A request that fails must not fail in silence.
function tellFailure(failed) {
  document.querySelector("[data-request-failed]").hidden = !failed;
}

["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((failure) => {
  document.addEventListener(failure, () => tellFailure(true));
});
document.addEventListener("htmx:beforeRequest", () => tellFailure(false));
