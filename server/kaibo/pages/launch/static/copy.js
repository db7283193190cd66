// The buttons that copy the link, for another browser.
(function () {
  "use strict";
  var kaibo = window.kaibo;
  // The browser shows the link, selected, where it cannot copy.
  /** @param {string} url */
  function copyByHand(url) {
    var zh = document.documentElement.dataset.language === "zh";
    window.prompt(zh ? "这个浏览器不能自动复制，请自己复制：" : "This browser cannot copy by itself. Please copy this:", url);
  }
  kaibo.each("[data-copies-link]", function (button) {
    button.addEventListener("click", function () {
      var url = location.origin + kaibo.path();
      kaibo.copy(url).then(function () {
        Array.prototype.forEach.call(button.querySelectorAll("[data-copied]"), function (el) { el.hidden = el.dataset.copied !== "yes"; });
      }, function () { copyByHand(url); });
    });
  });
})();
