// A key that a person types: the server says which link it is.
(function () {
  "use strict";
  var RETRY_MS = 2000;
  var kaibo = window.kaibo;
  var field = document.getElementById("key");

  function tell(state) {
    document.body.dataset.state = state;
    field.setAttribute("aria-invalid", String(state === "wrong"));
    kaibo.each("[data-said]", function (el) { el.hidden = el.dataset.said !== state; });
  }
  // In groups of four while it is typed or pasted at its end; the server takes it in any form.
  field.addEventListener("input", function () {
    if (document.body.dataset.state === "wrong") tell("");
    if (field.selectionStart !== field.value.length) return;
    var plain = field.value.toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, 24);
    field.value = plain.replace(/(.{4})(?=.)/g, "$1-");
  });
  function open(key) {
    kaibo.post("/client/OpenKey", { Key: key }).then(function (found) { location.assign(found.Url); }, function (refused) {
      if (refused.status === 429) return tell("wait");
      if (!refused.passing) {
        tell("wrong");
        return field.select();
      }
      tell("starting");
      setTimeout(function () { open(key); }, RETRY_MS);
    });
  }
  kaibo.on("typed", "submit", function (event) {
    event.preventDefault();
    if (!field.value.trim() || document.body.dataset.state === "opening" || document.body.dataset.state === "starting") return;
    tell("opening");
    open(field.value);
  });
  addEventListener("pageshow", function () { tell(""); });
})();
