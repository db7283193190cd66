// The launch page, and the language of the error page. It asks for a ticket, opens the app or the browser's studio with
// it, and listens for the server's word. Plain script for old browsers: it never downloads by itself and never probes
// for the app.
(function () {
  "use strict";
  var NO_ANSWER_MS = 4000;
  var RETRY_MS = 2000;
  var FRESH_MS = 90000; // a ticket lives two minutes
  var SYSTEMS = { windows: "Windows", macos: "macOS", linux: "Linux" };
  var IN_APP = /MicroMessenger|DingTalk|Lark|Feishu|Weibo|QQ\/|FBAN|FBAV|Instagram|Line\//i;
  var body = document.body;
  var root = document.documentElement;
  var token = location.pathname.split("/")[2] || "";
  var launch = null; // {Ticket, DeepLink, ListenKey, EnterPath, at}
  var asking = null;
  var wish = null; // what was asked for last: an older one that still waits for the server gives way
  var stream = null;
  var frame = null;
  var timer = 0;
  var downloaded = false;

  function each(selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); }
  function on(id, kind, work) { var element = document.getElementById(id); if (element) element.addEventListener(kind, work); }
  function has(list, word) { return list.split(" ").indexOf(word) >= 0; }
  function kept(storage, key) { try { return window[storage].getItem(key); } catch (e) { return null; } }
  function keep(storage, key, value) { try { window[storage].setItem(key, value); return true; } catch (e) { return false; } }

  function show(state, reason) {
    body.dataset.state = state;
    body.dataset.reason = reason || "";
    each("[data-when]", function (el) { el.hidden = !has(el.dataset.when, state); });
    each("[data-reason-is]", function (el) { el.hidden = !has(el.dataset.reasonIs, reason); });
    each("[data-reason-not]", function (el) { el.hidden = has(el.dataset.reasonNot, reason); });
    each("[data-refused]", function (el) { el.hidden = state !== "refused" || el.dataset.refused !== reason; });
  }

  // language and times, in the reader's own zone
  function clock(at) { return at.toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }); }
  function day(at, zh) {
    var today = new Date();
    var days = Math.round((new Date(at).setHours(0, 0, 0, 0) - today.setHours(0, 0, 0, 0)) / 86400000);
    if (days === 0) return zh ? "今天" : "today";
    if (days === 1) return zh ? "明天" : "tomorrow";
    var form = { month: "long", day: "numeric" };
    if (at.getFullYear() !== today.getFullYear()) form.year = "numeric";
    return at.toLocaleDateString(root.lang, form);
  }
  function scheduled(from, to, zh) {
    if (to > from && new Date(to).toDateString() === from.toDateString())
      return day(from, zh) + (zh ? " " : ", ") + clock(from) + " – " + clock(to);
    if (from < Date.now()) return day(from, zh) + (zh ? " " : ", ") + clock(from);
    return zh ? day(from, zh) + " " + clock(from) + " 开播" : "starts " + day(from, zh) + " at " + clock(from);
  }
  function speak(language) {
    var zh = language === "zh";
    root.dataset.language = language;
    root.lang = zh ? "zh-CN" : "en";
    each("#schedule", function (el) {
      var text = scheduled(new Date(Number(el.dataset.from)), new Date(Number(el.dataset.to)), zh);
      el.textContent = text.charAt(0).toUpperCase() + text.slice(1);
    });
    each("#good-until", function (el) {
      var at = new Date(Number(el.dataset.at));
      el.textContent = zh ? "它的有效期到" + day(at, zh) + " " + clock(at) + "。" : "It was good until " + day(at, zh) + ", " + clock(at) + ". ";
    });
  }
  speak(kept("localStorage", "kaibo.lang") || root.dataset.language);
  on("language", "click", function () {
    var next = root.dataset.language === "zh" ? "en" : "zh";
    keep("localStorage", "kaibo.lang", next);
    speak(next);
  });
  if (body.dataset.page !== "launch" || body.dataset.state === "refused") return;

  // this device: the app is for desktop systems
  function system() {
    var agent = navigator.userAgent;
    if (IN_APP.test(agent) || /Android|iPhone|iPad|iPod|Mobile/i.test(agent)) return "";
    if (/Windows/.test(agent)) return "windows";
    if (/Macintosh/.test(agent)) return navigator.maxTouchPoints > 1 ? "" : "macos";
    return /Linux|X11/.test(agent) ? "linux" : "";
  }
  var manifest = JSON.parse(body.dataset.manifest);
  var here = system();
  var installer = manifest.Files.filter(function (file) { return file.System === here; })[0];
  body.dataset.installer = installer ? "yes" : "no";
  if (installer) {
    var link = document.getElementById("download-app");
    link.href = "/download/" + installer.File;
    link.setAttribute("download", "");
    link.removeAttribute("aria-disabled");
    link.removeAttribute("role");
    each("[data-fill=system]", function (el) { el.textContent = SYSTEMS[here]; });
    each("[data-fill=size]", function (el) { el.textContent = Math.ceil(installer.Size / 1048576) + " MB"; });
  }

  // the launch
  function refuse(code) {
    if (stream) stream.close();
    show("refused", code === "LinkExpired" ? "expired" : code === "LinkRevoked" ? "revoked" : "unknown");
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
      if (state.State !== "opened") return;
      launch = null; // its ticket is spent
      stream.close();
      if (state.By !== "app") return;
      clearTimeout(timer);
      show("opened");
    });
  }
  // "busy": the server is away; it goes on by itself
  function patiently(work) {
    wish = work;
    open().then(function (made) { if (wish === work) work(made); }, function () {
      if (body.dataset.state === "refused" || wish !== work) return;
      clearTimeout(timer);
      show(body.dataset.state, "busy");
      setTimeout(function () { if (wish === work) patiently(work); }, RETRY_MS);
    });
  }

  function openApp() {
    show("waiting", "waiting");
    patiently(function (made) {
      if (frame) body.removeChild(frame);
      frame = document.createElement("iframe");
      frame.hidden = true;
      frame.src = made.DeepLink;
      body.appendChild(frame);
      show("waiting", "waiting");
      clearTimeout(timer);
      timer = setTimeout(function () { if (body.dataset.state === "waiting") show("waiting", "noanswer"); }, NO_ANSWER_MS);
    });
  }
  function nonce() {
    var text = "";
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    for (var i = 0; i < bytes.length; i += 1) text += ("0" + bytes[i].toString(16)).slice(-2);
    return text;
  }
  function useBrowser() {
    clearTimeout(timer);
    keep("sessionStorage", "kaibo.way", "browser");
    patiently(function (made) {
      var mine = keep("sessionStorage", "kaibo.enter", JSON.stringify({ Ticket: made.Ticket, Nonce: nonce() }));
      location.assign(mine ? made.EnterPath : made.EnterPath + "#ticket=" + made.Ticket); // without storage it asks there
    });
  }
  on("open-app", "click", openApp);
  on("use-browser", "click", useBrowser);
  on("browser-instead", "click", useBrowser);

  // After a download the first return to this page opens the app, once: more would meet the browser's own question again.
  on("download-app", "click", function () { downloaded = Boolean(installer); });
  addEventListener("focus", function () {
    if (!downloaded || body.dataset.state === "opened") return;
    downloaded = false;
    openApp();
  });

  on("not-you", "click", function () {
    var text = document.getElementById("not-you-text");
    text.hidden = !text.hidden;
    this.setAttribute("aria-expanded", String(!text.hidden));
  });
  on("copy-link", "click", function () {
    navigator.clipboard.writeText(location.href).then(function () {
      each("[data-copied]", function (el) { el.hidden = el.dataset.copied !== "yes"; });
    });
  });
  if (!navigator.clipboard) each("#copy-link", function (el) { el.hidden = true; });

  // Back from the studio by the browser's own button: the ticket of then is spent.
  addEventListener("pageshow", function (event) {
    if (event.persisted) { launch = null; show("choose"); }
  });
  if (IN_APP.test(navigator.userAgent)) show("choose", "inapp");
  if (installer && !body.dataset.prefer && kept("sessionStorage", "kaibo.way") !== "browser") openApp();
  else open().catch(function () { /* a click asks again */ });
})();
