// The page on which a person types a join code. The server tells which link it stands for.
(function () {
  "use strict";
  var RETRY_MS = 2000;
  var kaibo = window.kaibo;
  var field = /** @type {HTMLInputElement} */ (kaibo.element("key"));

  /** @param {string} state */
  function show(state) {
    document.body.dataset.state = state;
    field.setAttribute("aria-invalid", String(state === "wrong"));
    kaibo.each("[data-said]", function (el) { el.hidden = el.dataset.said !== state; });
  }
  // Groups the letters by four while a person types at the end. The server accepts any form, also with text around it.
  // While an input method composes letters, a new value would take them away.
  /** @param {Event} event */
  function group(event) {
    if (document.body.dataset.state === "wrong") show("");
    if (/** @type {InputEvent} */ (event).isComposing || field.selectionStart !== field.value.length) return;
    var plain = field.value.normalize("NFKC").toUpperCase();
    var letters = plain.replace(/[^0-9A-Z]/g, "");
    if (letters.length > 24 || /[^0-9A-Z\s\u2010-\u2015\u2212-]/.test(plain)) return;
    field.value = letters.replace(/(.{4})(?=.)/g, "$1-");
  }
  field.addEventListener("input", group);
  field.addEventListener("compositionend", group);
  /** @param {string} joinCode */
  function open(joinCode) {
    kaibo.post("/client/OpenKey", { Key: joinCode }).then(function (link) { location.assign(link.Url); }, function (refused) {
      if (refused.status === 429) return show("wait");
      if (!refused.passing) {
        show("wrong");
        return field.select();
      }
      show("starting");
      setTimeout(function () { open(joinCode); }, RETRY_MS);
    });
  }
  kaibo.on("typed", "submit", function (event) {
    event.preventDefault();
    if (!field.value.trim() || document.body.dataset.state === "opening" || document.body.dataset.state === "starting") return;
    show("opening");
    open(field.value);
  });
  addEventListener("pageshow", function () { show(""); });
})();
