// The launch page of a link that does not open now. The page continues by itself when the link opens.
// It also returns to this device's session, and asks the host for a new link.
(function () {
  "use strict";
  /** @type {Record<string, string>} */
  var REASONS = { LinkExpired: "expired", LinkNotYet: "early", LinkUsedUp: "used", "ResourceConflict.Over": "over", StageFull: "full", "ResourceConflict.LinkCrowded": "crowded" };
  var OFF = "ResourceNotFound.LaunchLink"; // the code for a revoked link and for a deleted show
  var SPACE_MS = 5000; // the shortest time between two calls, also when a clock is wrong
  var FULL_MS = 10000; // the first wait; later waits are longer, because a crowd may wait for a place
  var FULL_MOST_MS = 60000;
  var BUSY_MS = 10000;
  var JUMP_MS = 5000;
  var DOUBT_MS = 60000; // added to the wait while the page and the calls disagree
  var STALE_MS = 600000;
  var RETRY_MS = 2000;
  var REQUEST_MS = 3600000; // a link request waits an hour at most
  var kaibo = window.kaibo;
  var body = document.body;
  var link = body.dataset.link;
  var reason = body.dataset.reason;
  if (reason === "unknown") return;
  // Asks whether the page comes now. HEAD opens nothing, and the server counts it as a page.
  function waitForPage() {
    setTimeout(function () {
      fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then(function (answer) {
        if (answer.status === 429) kaibo.agreed();
        if (answer.status === 429 || answer.status >= 500 || !kaibo.reload("busy")) waitForPage();
      }, waitForPage);
    }, BUSY_MS + Math.random() * BUSY_MS);
  }
  if (reason === "busy") return waitForPage();
  var token = body.dataset.token || "";
  var waits = reason === "full" || reason === "crowded";
  var busy = false;
  var tried = -Infinity;
  var wait = FULL_MS * (0.75 + Math.random() / 2);

  /** @param {string} code */
  function same(code) { return code === OFF ? reason === "revoked" || reason === "deleted" : REASONS[code] === reason; }
  // Asks the server whether the link opens now. After a ticket, or another reason, the page loads again. If that did not
  // help before, the page goes on asking and waits longer.
  function tryLink() {
    if (busy) return;
    busy = true;
    tried = performance.now();
    kaibo.post("/client/OpenLaunch", { Token: token }).then(function () {
      if (reason === "early" || waits) kaibo.save("sessionStorage", "kaibo.waited", link || "");
      changed("opens");
    }, function (refused) {
      busy = false;
      if (refused.passing) return;
      if (same(refused.code)) kaibo.agreed();
      else changed(refused.code);
    });
  }
  /** @param {string} what */
  function changed(what) {
    busy = kaibo.reload(what);
    if (!busy) tried += DOUBT_MS;
  }
  function since() { return performance.now() - tried; }
  var now = kaibo.now;

  // For a link whose time has not come yet.
  var opens = Number(body.dataset.opens);
  var spread = Math.random() * 2000; // so that not all pages ask at the same moment
  /** @param {boolean} zh */
  function left(zh) {
    var minutes = Math.ceil((opens - now()) / 60000);
    var hours = Math.floor(minutes / 60);
    /**
     * @param {number} count
     * @param {string} word
     */
    function some(count, word) { return count + " " + word + (count === 1 ? "" : "s"); }
    if (minutes < 1) return zh ? "马上就开" : "any moment now";
    if (minutes < 60) return zh ? "还有 " + minutes + " 分钟" : "in " + some(minutes, "minute");
    if (hours < 48) return zh ? "还有 " + hours + " 小时 " + (minutes % 60) + " 分钟" : "in " + some(hours, "hour") + " " + some(minutes % 60, "minute");
    return zh ? "还有 " + Math.floor(hours / 24) + " 天" : "in " + Math.floor(hours / 24) + " days";
  }
  function showLeft() {
    kaibo.each("[data-left]", function (el) {
      var text = left(el.dataset.left === "zh");
      if (el.textContent !== text) el.textContent = text;
    });
  }
  function calendar() {
    var ends = Number(body.dataset.ends);
    var text = kaibo.calendar({
      id: link || "", now: now(), begins: opens, ends: ends > opens ? ends : opens + 3600000,
      title: (document.querySelector("h1") || body).textContent || "", url: location.origin + kaibo.path(),
    });
    var file = /** @type {HTMLAnchorElement} */ (kaibo.element("calendar"));
    file.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
    file.hidden = kaibo.inApp;
  }
  if (reason === "early") {
    showLeft();
    calendar();
  }

  var age = kaibo.stopwatch();
  var tick = performance.now();
  setInterval(function () {
    // The computer slept, or its clock was set: the server tells the time.
    var jumped = age() > performance.now() - tick + JUMP_MS;
    age = kaibo.stopwatch();
    tick = performance.now();
    if (jumped && since() > SPACE_MS) tryLink();
    if (reason === "early") {
      showLeft();
      if (since() > STALE_MS || (now() > opens + spread && since() > SPACE_MS)) tryLink();
    } else if (waits && !document.hidden && since() > wait) {
      wait = Math.min(wait * 1.5, FULL_MOST_MS);
      tryLink();
    }
  }, 1000);
  document.addEventListener("visibilitychange", function () { if (!document.hidden && since() > SPACE_MS) tryLink(); });

  // Returns to this device's session of the link. So a one-time link survives a reload, a crash and another network.
  // A session also survives when its link is turned off.
  (function resume() {
    if (reason === "over") return tryLink();
    kaibo.sessionPath(link).then(function (path) {
      if (path) location.replace(path);
      else tryLink();
    }, function () { setTimeout(resume, RETRY_MS); });
  })();

  // The link request to the host.
  /** @typedef {{ key: string, at: number }} LinkRequest */
  var key = "kaibo.ask." + link;
  /** @param {string} state */
  function show(state) {
    kaibo.each("[data-asked-is]", function (el) { el.hidden = el.dataset.askedIs !== state; });
  }
  /** @param {string} listenKey */
  function collect(listenKey) {
    kaibo.post("/client/CollectLink", { ListenKey: listenKey }).then(function (granted) {
      kaibo.forget("sessionStorage", key);
      location.replace(granted.Url);
    }, function (refused) {
      if (refused.passing) return setTimeout(function () { collect(listenKey); }, RETRY_MS);
      kaibo.forget("sessionStorage", key);
      show("none");
    });
  }
  /** @param {LinkRequest} request */
  function listen(request) {
    if (now() - request.at > REQUEST_MS) {
      kaibo.forget("sessionStorage", key);
      return show("none");
    }
    show("waiting");
    var timer = setTimeout(function () {
      stop();
      listen(request);
    }, REQUEST_MS - (now() - request.at) + RETRY_MS);
    function done() {
      clearTimeout(timer);
      stop();
    }
    var stop = kaibo.events("/launch/" + request.key + "/events", "ask", function (state) {
      if (state.State === "waiting") return;
      done();
      if (state.State === "granted") collect(request.key);
      else show("declined");
    }, function () {
      done();
      setTimeout(function () { listen(request); }, RETRY_MS);
    });
  }
  function askHost() {
    show("asking");
    kaibo.post("/client/AskForLink", { Token: token }).then(function (created) {
      var request = { key: created.ListenKey, at: now() };
      kaibo.save("sessionStorage", key, JSON.stringify(request));
      listen(request);
    }, function (refused) {
      if (refused.code === "ResourceConflict.TooManyAsk" || refused.status === 429) return show("many");
      if (refused.passing) return setTimeout(askHost, RETRY_MS);
      if (!kaibo.reload("ask " + refused.code)) show("none");
    });
  }
  kaibo.each("#ask-link, #ask-again", function (el) { el.addEventListener("click", askHost); });
  var saved = kaibo.load("sessionStorage", key);
  if (saved) listen(JSON.parse(saved));
})();
