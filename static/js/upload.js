// Sends files one after another with a progress bar, and takes files that are dropped. Without it the form is sent as a whole.
(function () {
  "use strict";

  function send(form, file) {
    const bar = form.querySelector("progress");
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("file", file, file.name);
    return new Promise(function (resolve, reject) {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("X-Requested-With", "upload.js");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => (bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0));
      // Anything but our own answer (a sign-in page, a refusal of the server) is a failure.
      request.addEventListener("load", () => (request.status === 200 && request.response ? resolve(request.response.refused) : reject()));
      request.addEventListener("error", reject);
      request.addEventListener("abort", reject);
      request.send(body);
    });
  }

  async function sendAll(form, files) {
    if (!files.length || form.dataset.busy) return;
    const bar = form.querySelector("progress");
    const said = form.querySelector(".upload-said");
    form.dataset.busy = "yes";
    bar.hidden = false;
    const refused = [];
    try {
      for (const file of files) {
        said.textContent = form.dataset.sending + " " + file.name;
        refused.push(...(await send(form, file)));
      }
      if (!refused.length) return location.reload();
      said.textContent = refused.join(" ");
      bar.hidden = true;
      delete form.dataset.busy;
      form.elements.file.value = "";
    } catch {
      said.textContent = form.dataset.failed;
      bar.hidden = true;
      delete form.dataset.busy;
    }
  }

  const formOf = (event) => event.target.closest && event.target.closest("form[data-upload]");

  document.addEventListener("change", function (event) {
    const form = formOf(event);
    if (form && event.target.type === "file") sendAll(form, Array.from(event.target.files));
  });

  document.addEventListener("submit", function (event) {
    const form = formOf(event);
    if (!form || !form.elements.file.files.length) return;
    event.preventDefault();
    sendAll(form, Array.from(form.elements.file.files));
  });

  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, function (event) {
      const form = formOf(event);
      if (!form) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    document.addEventListener(kind, (event) => formOf(event) && formOf(event).classList.remove("is-over"));
  }
  document.addEventListener("drop", function (event) {
    const form = formOf(event);
    if (!form) return;
    event.preventDefault();
    const dropped = Array.from(event.dataTransfer.files);
    sendAll(form, form.elements.file.multiple ? dropped : dropped.slice(0, 1));
  });

  function offerDrop() {
    for (const hint of document.querySelectorAll(".upload-drop")) hint.hidden = false;
  }

  offerDrop();
  document.addEventListener("htmx:afterSettle", offerDrop);
})();
