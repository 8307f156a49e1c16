// Small help for people who use a keyboard or a screen reader. Every page works without it.
(function () {
  "use strict";

  function markTitle() {
    const prefix = document.body.dataset.errorPrefix + " ";
    const title = document.title.replace(prefix, "");
    document.title = document.querySelector(".error-summary") ? prefix + title : title;
  }

  function focusNews(root) {
    const news = ".error-summary, [data-focus]";
    const target = root.matches(news) ? root : root.querySelector(news);
    if (target) target.focus();
  }

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  markTitle();
  focusNews(document.body);

  document.addEventListener("htmx:afterSettle", function (event) {
    markTitle();
    focusNews(event.detail.elt);
  });

  // A request that fails says so instead of doing nothing.
  const failure = document.getElementById("request-failed");
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => failure && (failure.hidden = false));
  }
  document.addEventListener("htmx:beforeRequest", () => failure && (failure.hidden = true));

  // A second click while the first is on its way sends nothing; after a while, or back on the page, the form can be sent again.
  const sent = new WeakSet();
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) return event.preventDefault();
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    setTimeout(() => sent.delete(form), 5000);
  });

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  // One key for a link that says so; never while somebody types.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
    if (link) link.click();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open]");
    if (open && open.contains(document.activeElement)) open.querySelector("summary").focus();
    closeMenus();
  });
})();
