// Decides which ways in the page offers on this device. `data-ways` of the body tells it to the style sheet.
// "cards" are three equal ways. "line" is the browser first, and the app in one line below it. "one" is the browser alone.
// Where this browser cannot host, "app" is the app alone, and "none" is neither.
(function () {
  "use strict";
  var kaibo = window.kaibo;
  var body = document.body;
  var data = body.dataset;
  var here = kaibo.offer.system;
  // web/src/compositor/compositor.ts asks the same: only Chromium has both.
  var composes = "MediaStreamTrackProcessor" in window && "MediaStreamTrackGenerator" in window;
  var canHost = data.role !== "host" || composes;
  // No browser of an iPhone can host, so to leave the other app's browser does not help.
  if (!canHost && /iPhone|iPad|iPod/.test(navigator.userAgent)) kaibo.inApp = false;
  kaibo.canGoIn = canHost || kaibo.inApp;
  data.hosting = kaibo.canGoIn ? "yes" : "no";

  // Where the page says that this browser does not do, a quiet button is the way in.
  /** @param {string} id */
  function letInBy(id) {
    kaibo.element("use-browser").removeAttribute("id");
    kaibo.element(id).id = "use-browser";
  }
  if (kaibo.inApp) letInBy("go-in-bare");
  else if (!canHost) letInBy("go-in-anyway");

  /** @param {boolean} installer */
  function ways(installer) {
    var wanted = data.prefer === "app" || kaibo.load("localStorage", "kaibo.choice") === "app";
    var app = Boolean(here) && (installer || wanted);
    if (!kaibo.canGoIn) return app ? "app" : "none";
    if (!app) return "one";
    return installer && (data.role === "host" || data.prefer === "app") ? "cards" : "line";
  }
  kaibo.offerWays = function (installer) {
    data.installer = installer ? "yes" : "no";
    data.ways = ways(installer);
    var copy = document.getElementById("copy-for-chrome");
    if (copy) copy.classList.toggle("primary", data.ways === "none");
    var browser = document.querySelector(".choice.browser");
    if (data.ways === "line" && browser && browser.parentNode) browser.parentNode.insertBefore(browser, browser.parentNode.firstChild);
  };
  // Until the processor is known, an installer for this system counts.
  kaibo.offerWays(Boolean(here && document.querySelector("[data-file][data-system=" + here + "]")));
})();
