// Loaded blocking in <head>: the colour scheme is settled before the first paint.
(function () {
  "use strict";
  const root = document.documentElement;
  const fromServer = root.dataset.bsTheme;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function apply() {
    const cookie = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(document.cookie);
    const chosen = cookie ? cookie[1] : fromServer;
    root.dataset.bsTheme = chosen || (dark.matches ? "dark" : "light");
  }

  apply();
  dark.addEventListener("change", apply);
})();
