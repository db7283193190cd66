// The launch page of a link that opens. The page asks for a ticket and opens the app or the browser's studio with it.
// Then it listens for the server's answer. It never downloads by itself and never probes for the app.
(function () {
  "use strict";
  var NO_ANSWER_MS = 4000;
  var UNDO_MS = 1500;
  var RETRY_MS = 2000;
  var DOUBLE_CLICK_MS = 500;
  var FRESH_MS = 90000; // a ticket lives two minutes
  var HEARD_MS = 600000; // how long the page listens for a ticket's use
  var RETURNS = 3; // how many returns to the page open the app, after a download
  var kaibo = window.kaibo, each = kaibo.each, on = kaibo.on, has = kaibo.has, load = kaibo.load, save = kaibo.save;
  var body = document.body;
  var token = body.dataset.token || "";
  var link = body.dataset.link || "";

  /** @type {Launch | null} */
  var launch = null;
  /** @type {Promise<Launch> | null} */
  var opening = null;
  var leaving = false;
  /** @type {((result: any) => void) | null} */
  var latest = null; // the person's latest choice: an older one that waits for the server gives way
  var stopListening = function () {};
  var timer = 0;
  var heard = 0; // when the app last asked the server about the ticket
  var returns = 0;
  var downloaded = false;

  /**
   * @param {string} state
   * @param {string} [reason]
   */
  function show(state, reason) {
    body.dataset.state = state;
    body.dataset.reason = reason || "";
    each("[data-when], [data-reason-is], [data-reason-not]", function (el) {
      var rule = el.dataset;
      el.hidden = Boolean((rule.when && !has(rule.when, state)) ||
        (rule.reasonIs && !has(rule.reasonIs, reason)) || (rule.reasonNot && has(rule.reasonNot, reason)));
    });
  }
  function rest() { show("choose", kaibo.inApp ? "inapp" : ""); }

  var here = kaibo.offer.system;
  /** @type {HTMLElement | null} */
  var installer = null; // the installer for this device
  body.dataset.device = here ? "desktop" : "phone";
  on("download-app", "click", function () {
    if (!installer) return;
    downloaded = true;
    returns = RETURNS;
    clearTimeout(timer);
    show("choose", "downloading");
  });

  // Makes a launch, or returns the present one.
  /** @returns {Promise<Launch>} */
  function open() {
    if (launch && launch.age() < FRESH_MS) return Promise.resolve(launch);
    if (opening) return opening;
    opening = kaibo.post("/client/OpenLaunch", { Token: token }).then(function (opened) {
      opening = null;
      opened.age = kaibo.stopwatch();
      opened.at = performance.now();
      launch = opened;
      kaibo.agreed();
      listen(opened.ListenKey);
      return opened;
    }, function (refused) {
      opening = null;
      if (!refused.passing) {
        leaving = true;
        clearTimeout(timer);
        if (!kaibo.reload(refused.code)) show("choose", "stuck");
      }
      throw refused;
    });
    return opening;
  }
  /** @param {string} key */
  function listen(key) {
    stopListening();
    stopListening = kaibo.events("/launch/" + key + "/events", "launch", function (state) {
      if (state.State === "heard") answered(state.HeardTime);
      if (state.State !== "opened") return;
      launch = null; // the ticket is spent
      stopListening();
      if (state.By !== "app") return;
      clearTimeout(timer);
      remember("app");
      show("opened");
    }, function () {
      if (!launch || performance.now() - launch.at > HEARD_MS) return;
      setTimeout(function () { if (launch && launch.ListenKey === key) listen(key); }, RETRY_MS);
    });
  }
  // After a reconnect the stream sends the same state again.
  /** @param {number} time */
  function answered(time) {
    if (time === heard) return;
    heard = time;
    clearTimeout(timer);
    show("waiting", "heard");
  }
  // Asks until the server answers. While the server starts or is busy, the page says so and continues by itself.
  /**
   * @template T
   * @param {() => Promise<T>} ask
   * @param {(result: T) => void} work
   */
  function patiently(ask, work) {
    latest = work;
    ask().then(function (result) { if (latest === work) work(result); }, function (refused) {
      if (leaving || latest !== work) return;
      if (!refused.passing) throw refused; // an error of this page: the server is not busy
      clearTimeout(timer);
      show(body.dataset.state || "", refused.status === 429 ? "busy" : "starting");
      setTimeout(function () { if (latest === work) patiently(ask, work); }, RETRY_MS);
    });
  }

  // After a download the person may still be installing the app, so the page keeps showing how.
  function unanswered() {
    if (body.dataset.state !== "waiting") return;
    if (downloaded) show("choose", "downloading");
    else show("waiting", "noanswer");
  }
  // Chromium opens one app for each click, and needs the frame until then. So the frame of an earlier click stays while
  // a new one is made.
  /** @param {string} deepLink */
  function follow(deepLink) {
    var frame = document.createElement("iframe");
    frame.hidden = true;
    frame.src = deepLink;
    body.appendChild(frame);
    setTimeout(function () { body.removeChild(frame); }, NO_ANSWER_MS);
  }
  function openApp() {
    clearTimeout(timer);
    show("waiting", "waiting");
    patiently(open, function (opened) {
      follow(opened.DeepLink);
      show("waiting", "waiting");
      clearTimeout(timer);
      timer = setTimeout(unanswered, NO_ANSWER_MS);
    });
  }
  // web/src has the same function. These pages have no build step, so they cannot share it.
  function nonce() {
    var text = "";
    Array.prototype.forEach.call(crypto.getRandomValues(new Uint8Array(16)), function (byte) {
      text += ("0" + byte.toString(16)).slice(-2);
    });
    return text;
  }
  /** @param {Launch} opened */
  function enter(opened) {
    var saved = save("sessionStorage", "kaibo.enter", JSON.stringify({ Ticket: opened.Ticket, Nonce: nonce() }));
    // Without storage the next page asks the person before it uses the ticket.
    location.assign(saved ? opened.EnterPath : opened.EnterPath + "#ticket=" + opened.Ticket);
  }
  // Returns to this device's session of the link, or gets a new session.
  function useBrowser() {
    clearTimeout(timer);
    save("sessionStorage", "kaibo.way", "browser");
    patiently(function () { return kaibo.sessionPath(link); }, function (path) {
      if (path) location.assign(path);
      else patiently(open, enter);
    });
  }

  // The person may let this device remember the choice.
  var checkbox = /** @type {HTMLInputElement} */ (kaibo.element("remember"));
  var choice = load("localStorage", "kaibo.choice");
  checkbox.checked = choice === "app" || choice === "browser";
  /** @param {string} way */
  function remember(way) { if (checkbox.checked) save("localStorage", "kaibo.choice", way); }
  on("remember", "change", function () { if (!checkbox.checked) kaibo.forget("localStorage", "kaibo.choice"); });
  /** @param {string} why */
  function continueInBrowser(why) {
    show("choose", "going");
    each("[data-going]", function (el) { el.hidden = el.dataset.going !== why; });
    timer = setTimeout(useBrowser, UNDO_MS);
  }
  on("choose-again", "click", function () {
    clearTimeout(timer);
    latest = null;
    rest();
    kaibo.element("open-app").focus();
  });

  // The news of the app moves the ways. The second click of a double click must not take the one that comes under it.
  function holdBrowser() {
    var way = kaibo.element("use-browser");
    way.setAttribute("aria-disabled", "true");
    setTimeout(function () { way.removeAttribute("aria-disabled"); }, DOUBLE_CLICK_MS);
  }
  on("open-app", "click", function () {
    remember("app");
    openApp();
    holdBrowser();
  });
  each("#use-browser, #browser-instead", function (el) {
    el.addEventListener("click", function () {
      if (el.getAttribute("aria-disabled")) return;
      remember("browser");
      useBrowser();
    });
  });

  // After a download, a return to this page opens the app. The first return may be only to read, so several returns do.
  // The number has a limit, because the browser asks its own question when the app is missing.
  addEventListener("focus", function () {
    if (!returns || has("opened refused", body.dataset.state) || has("waiting heard", body.dataset.reason)) return;
    returns -= 1;
    openApp();
  });

  on("not-you", "click", function () {
    var text = kaibo.element("not-you-text");
    text.hidden = !text.hidden;
    this.setAttribute("aria-expanded", String(!text.hidden));
  });
  on("load-again", "click", function () {
    kaibo.agreed();
    location.reload();
  });

  // After the browser's back button the ticket is spent. To continue by itself would send the person in a circle.
  addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    launch = latest = null;
    rest();
  });
  var waited = load("sessionStorage", "kaibo.waited") === link;
  kaibo.forget("sessionStorage", "kaibo.waited");
  function byItself() {
    if (kaibo.arrival() === "back_forward" || kaibo.inApp || body.dataset.prefer === "ask") return "";
    if (choice === "app" && here) return choice;
    if (choice === "browser" && kaibo.canGoIn) return choice;
    var prefer = body.dataset.prefer || load("sessionStorage", "kaibo.way"); // the last way of this tab
    if (installer && (prefer === "app" || (prefer !== "browser" && body.dataset.role === "host"))) return "app";
    return waited && kaibo.canGoIn ? "browser" : "";
  }
  function begin() {
    var way = byItself();
    if (way === "app") return openApp();
    if (way === "browser") continueInBrowser(choice === "browser" ? "again" : "waited");
    patiently(open, function () { if (has("starting busy", body.dataset.reason)) rest(); });
  }
  rest();
  kaibo.offer.find().then(function (file) {
    installer = file;
    kaibo.offerWays(Boolean(file));
    if (!latest) begin(); // unless the person chose already
  });
})();
