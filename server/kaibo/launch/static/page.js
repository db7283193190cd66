// The launch page. Asks for a ticket, opens the app or the browser's studio with it, and listens for the server's word.
// Plain script for old browsers: it never downloads by itself and never probes for the app.
(function () {
  "use strict";
  var NO_ANSWER_MS = 4000;
  var RETRY_MS = 2000;
  var FRESH_MS = 90000; // a ticket lives two minutes
  var body = document.body;
  var root = document.documentElement;
  var token = location.pathname.split("/")[2] || "";
  var launch = null; // {Ticket, DeepLink, ListenKey, EnterPath, at}
  var asking = null;
  var stream = null;
  var timer = 0;

  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  function byId(id) { return document.getElementById(id); }

  function show(state, reason) {
    body.dataset.state = state;
    body.dataset.reason = reason || "";
    all("[data-when]").forEach(function (el) { el.hidden = el.dataset.when.split(" ").indexOf(state) < 0; });
    all("[data-reason-is]").forEach(function (el) { el.hidden = el.dataset.reasonIs !== reason; });
    all("[data-reason-not]").forEach(function (el) { el.hidden = el.dataset.reasonNot === reason; });
    all("[data-refused]").forEach(function (el) { el.hidden = state !== "refused" || el.dataset.refused !== reason; });
    if (state === "refused") all(".show").forEach(function (el) { el.hidden = true; });
  }

  // language
  function speak(language) {
    root.dataset.language = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
    all("[data-time]").forEach(function (el) {
      var at = Number(el.dataset.time);
      if (at) el.textContent = new Date(at).toLocaleString(root.lang, { dateStyle: "medium", timeStyle: "short" });
    });
  }
  function stored(key) { try { return localStorage.getItem(key); } catch (e) { return null; } }
  speak(stored("kaibo.lang") || root.dataset.language);
  byId("language").onclick = function () {
    var next = root.dataset.language === "zh" ? "en" : "zh";
    try { localStorage.setItem("kaibo.lang", next); } catch (e) { /* it switches for now */ }
    speak(next);
  };
  if (body.dataset.state === "refused") return;

  // this device
  function system() {
    var agent = navigator.userAgent;
    if (/Android|iPhone|iPad|iPod|Mobile|MicroMessenger|DingTalk|Lark|FBAN|Instagram/i.test(agent)) return "";
    if (/Windows/.test(agent)) return "windows";
    if (/Macintosh/.test(agent)) return navigator.maxTouchPoints > 1 ? "" : "macos";
    return /Linux|X11/.test(agent) ? "linux" : "";
  }
  var manifest = JSON.parse(body.dataset.manifest);
  var here = system();
  var installer = manifest.Files.filter(function (file) { return file.System === here; })[0];
  if (installer) {
    var names = { windows: "Windows", macos: "macOS", linux: "Linux" };
    var link = byId("download-app");
    link.href = "/download/" + installer.File;
    link.setAttribute("download", "");
    link.removeAttribute("aria-disabled");
    link.title = "SHA-256 " + installer.Sha256;
    byId("download-none").hidden = true;
    byId("download-some").hidden = false;
    byId("download-some").textContent = names[here] + " · " + manifest.Version + " · " + Math.ceil(installer.Size / 1048576) + " MB";
  }

  // the launch
  function refuse(code) {
    var reason = code === "LinkExpired" ? "expired" : code === "LinkRevoked" ? "revoked" : "unknown";
    if (stream) stream.close();
    show("refused", reason);
  }
  function open() {
    if (launch && Date.now() - launch.at < FRESH_MS) return Promise.resolve(launch);
    if (asking) return asking;
    asking = fetch("/client/OpenLaunch", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ Token: token }),
    }).then(function (answer) {
      return answer.json().then(function (data) {
        if (answer.ok) return data.Result;
        if (answer.status < 500 && answer.status !== 429) refuse(data.ResponseMetadata.Error.Code);
        throw new Error("refused");
      });
    }).then(function (made) {
      asking = null;
      launch = made;
      launch.at = Date.now();
      listen(made.ListenKey);
      return made;
    }, function (error) {
      asking = null;
      throw error;
    });
    return asking;
  }
  function listen(key) {
    if (stream) stream.close();
    stream = new EventSource("/launch/" + key + "/events");
    stream.addEventListener("launch", function (event) {
      var state = JSON.parse(event.data);
      if (state.State === "opened" && state.By === "app") {
        clearTimeout(timer);
        show("opened");
        stream.close();
      }
    });
  }
  // "busy": the server is away; this goes on by itself
  function patiently(work) {
    open().then(work, function () {
      if (body.dataset.state === "refused") return;
      show(body.dataset.state, "busy");
      setTimeout(function () { patiently(work); }, RETRY_MS);
    });
  }
  function nonce() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    var text = "";
    for (var i = 0; i < bytes.length; i += 1) text += ("0" + bytes[i].toString(16)).slice(-2);
    return text;
  }

  function openApp() {
    show("waiting", "waiting");
    patiently(function (made) {
      var frame = document.createElement("iframe");
      frame.hidden = true;
      frame.src = made.DeepLink;
      body.appendChild(frame);
      show("waiting", "waiting");
      clearTimeout(timer);
      timer = setTimeout(function () {
        if (body.dataset.state === "waiting") show("waiting", "noanswer");
      }, NO_ANSWER_MS);
    });
  }
  function useBrowser() {
    clearTimeout(timer);
    patiently(function (made) {
      sessionStorage.setItem("kaibo.enter", JSON.stringify({ Ticket: made.Ticket, Nonce: nonce() }));
      location.assign(made.EnterPath);
    });
  }
  byId("open-app").onclick = openApp;
  byId("use-browser").onclick = useBrowser;

  // Back from the studio by the browser's own button: the ticket of then is spent.
  addEventListener("pageshow", function (event) {
    if (event.persisted) { launch = null; show("choose"); }
  });
  if (installer) openApp();
  else open().catch(function () { /* a click asks again */ });
})();
