// A link that opens nothing now: goes on by itself when that has passed, goes back into this device's own session, and
// asks the host for a new link.
(function () {
  "use strict";
  var REASONS = { LinkExpired: "expired", LinkNotYet: "early", LinkUsedUp: "used", "ResourceConflict.Over": "over", StageFull: "full", "ResourceConflict.LinkCrowded": "crowded" };
  var OFF = "ResourceNotFound.LaunchLink"; // turned off and deleted are one answer
  var SPACE_MS = 5000; // between two calls, whatever the clocks say
  var FULL_MS = 10000; // at first; a crowd before a full stage asks ever more rarely
  var FULL_MOST_MS = 60000;
  var BUSY_MS = 10000;
  var STALE_MS = 600000;
  var RETRY_MS = 2000;
  var ASK_MS = 3600000; // nobody waits longer for the host
  var kaibo = window.kaibo;
  var body = document.body;
  var link = body.dataset.link;
  var reason = body.dataset.reason;
  if (body.dataset.page !== "launch" || body.dataset.state !== "refused" || reason === "unknown") return;
  if (reason === "busy") return setTimeout(function () { location.reload(); }, BUSY_MS + Math.random() * BUSY_MS);
  var token = location.pathname.split("/")[2];
  var waits = reason === "full" || reason === "crowded";
  var busy = false;
  var tried = -Infinity;
  var wait = FULL_MS * (0.75 + Math.random() / 2);

  function same(code) { return code === OFF ? reason === "revoked" || reason === "deleted" : REASONS[code] === reason; }
  // Only the server knows whether it has passed. A ticket means that it has: the page is asked for anew.
  function again() {
    if (busy) return;
    busy = true;
    tried = performance.now();
    kaibo.post("/client/OpenLaunch", { Token: token }).then(function () {
      if (reason === "early" || waits) kaibo.keep("sessionStorage", "kaibo.waited", link);
      kaibo.reload();
    }, function (refused) {
      if (!refused.passing && !same(refused.code)) return kaibo.reload();
      busy = false;
    });
  }
  function since() { return performance.now() - tried; }
  function now() { return Date.now() + kaibo.skew; }

  // early
  var opens = Number(body.dataset.opens);
  var spread = Math.random() * 2000; // not everybody in the same moment
  function left(zh) {
    var minutes = Math.ceil((opens - now()) / 60000);
    var hours = Math.floor(minutes / 60);
    function some(count, word) { return count + " " + word + (count === 1 ? "" : "s"); }
    if (minutes < 1) return zh ? "马上就开" : "any moment now";
    if (minutes < 60) return zh ? "还有 " + minutes + " 分钟" : "in " + some(minutes, "minute");
    if (hours < 48) return zh ? "还有 " + hours + " 小时 " + (minutes % 60) + " 分钟" : "in " + some(hours, "hour") + " " + some(minutes % 60, "minute");
    return zh ? "还有 " + Math.floor(hours / 24) + " 天" : "in " + Math.floor(hours / 24) + " days";
  }
  function tellLeft() {
    kaibo.each("[data-left]", function (el) {
      var text = left(el.dataset.left === "zh");
      if (el.textContent !== text) el.textContent = text;
    });
  }
  function calendar() {
    function stamp(ms) { return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, ""); }
    function plain(text) { return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n"); }
    var ends = Number(body.dataset.ends);
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kaibo//EN", "BEGIN:VEVENT",
      "UID:" + link, "DTSTAMP:" + stamp(now()), "DTSTART:" + stamp(opens), "DTEND:" + stamp(ends > opens ? ends : opens + 3600000),
      "SUMMARY:" + plain(document.querySelector("h1").textContent), "URL:" + location.origin + location.pathname, "END:VEVENT", "END:VCALENDAR", "",
    ];
    var file = document.getElementById("calendar");
    file.href = URL.createObjectURL(new Blob([lines.join("\r\n")], { type: "text/calendar" }));
    file.hidden = kaibo.inApp;
  }
  if (reason === "early") {
    tellLeft();
    calendar();
  }

  setInterval(function () {
    if (reason === "early") {
      tellLeft();
      if (since() > STALE_MS || (now() > opens + spread && since() > SPACE_MS)) again();
    } else if (waits && !document.hidden && since() > wait) {
      wait = Math.min(wait * 1.5, FULL_MOST_MS);
      again();
    }
  }, 1000);
  document.addEventListener("visibilitychange", function () { if (!document.hidden && since() > SPACE_MS) again(); });

  // Whoever is in on this device goes back in: a one-time link survives a reload, a crash and another network, and who
  // was let in before the link was turned off is in still.
  (function resume() {
    if (reason === "over") return again();
    kaibo.session(link).then(function (path) {
      if (path) location.replace(path);
      else again();
    }, function () { setTimeout(resume, RETRY_MS); });
  })();

  // the question to the host
  var key = "kaibo.ask." + link;
  function tell(state) {
    kaibo.each("[data-asked-is]", function (el) { el.hidden = el.dataset.askedIs !== state; });
  }
  function collect(listenKey) {
    kaibo.post("/client/CollectLink", { ListenKey: listenKey }).then(function (made) {
      kaibo.forget("sessionStorage", key);
      location.replace(made.Url);
    }, function (refused) {
      if (refused.passing) return setTimeout(function () { collect(listenKey); }, RETRY_MS);
      kaibo.forget("sessionStorage", key);
      tell("none");
    });
  }
  function listen(asked) {
    if (Date.now() - asked.at > ASK_MS) {
      kaibo.forget("sessionStorage", key);
      return tell("none");
    }
    tell("waiting");
    var stream = new EventSource("/launch/" + asked.key + "/events");
    var timer = setTimeout(function () {
      stream.close();
      listen(asked);
    }, ASK_MS - (Date.now() - asked.at) + RETRY_MS);
    function done() {
      clearTimeout(timer);
      stream.close();
    }
    stream.addEventListener("ask", function (event) {
      var state = JSON.parse(event.data).State;
      if (state === "waiting") return;
      done();
      if (state === "granted") collect(asked.key);
      else tell("declined");
    });
    // It connects anew by itself, but not after an answer that is no stream, as of a server that starts.
    stream.addEventListener("error", function () {
      if (stream.readyState !== 2) return;
      done();
      setTimeout(function () { listen(asked); }, RETRY_MS);
    });
  }
  function askHost() {
    tell("asking");
    kaibo.post("/client/AskForLink", { Token: token }).then(function (made) {
      var asked = { key: made.ListenKey, at: Date.now() };
      kaibo.keep("sessionStorage", key, JSON.stringify(asked));
      listen(asked);
    }, function (refused) {
      if (refused.code === "ResourceConflict.TooManyAsk" || refused.status === 429) return tell("many");
      if (refused.passing) return setTimeout(askHost, RETRY_MS);
      kaibo.reload();
    });
  }
  kaibo.each("#ask-link, #ask-again", function (el) { el.addEventListener("click", askHost); });
  var before = kaibo.kept("sessionStorage", key);
  if (before) listen(JSON.parse(before));
})();
