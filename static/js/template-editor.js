// The editor of a message template: hides what does not concern the choice, and puts a suggested text in its place.
// Without it every field is there, and Check and Save do the same work.
(function () {
  "use strict";

  const form = document.getElementById("template-form");
  if (!form) return;

  const typed = (part) =>
    Array.from(part.querySelectorAll("input:not([type=hidden]), textarea, select")).some((one) =>
      one.type === "checkbox" ? one.checked : one.value !== "",
    );

  // What somebody typed is never hidden, so that nothing is sent unseen.
  function showWhatConcerns() {
    for (const part of form.querySelectorAll("[data-of]")) {
      const choice = form.elements[part.dataset.of].value;
      const concerns = part.dataset.shownFor.split(" ").includes(choice);
      const isOpen = choice === "" && part.dataset.of === "category";
      part.hidden = !(concerns || isOpen || typed(part));
      if (part.tagName === "DETAILS" && concerns && part.dataset.shownFor === "AUTHENTICATION") part.open = true;
    }
  }

  function offerSuggestions() {
    for (const button of document.querySelectorAll("[data-use]")) {
      button.hidden = !document.getElementById(button.dataset.field);
    }
  }

  // A suggestion is the whole text of its field.
  function use(button) {
    const field = document.getElementById(button.dataset.field);
    field.value = button.dataset.use;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  form.addEventListener("change", showWhatConcerns);
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-use]");
    if (button) use(button);
  });
  // The same verdict again is no news to somebody who listens.
  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    const now = event.detail.fragment.textContent.trim();
    if (event.detail.target.id === "verdict-line" && event.detail.target.textContent.trim() === now) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSettle", offerSuggestions);

  showWhatConcerns();
  offerSuggestions();
})();
