// A link that opens: the page asks for a ticket, opens the app or the browser's studio with it, and listens for the
// server's word. It never downloads by itself and never probes for the app.
(function () {
  "use strict";
  var NO_ANSWER_MS = 4000;
  var UNDO_MS = 1500;
  var RETRY_MS = 2000;
  var FRESH_MS = 90000; // a ticket lives two minutes
  var HEARD_MS = 600000; // how long a spent answer is listened for
  var RETURNS = 3; // to the page after a download that open the app by themselves
  var kaibo = window.kaibo, each = kaibo.each, on = kaibo.on, has = kaibo.has, kept = kaibo.kept, keep = kaibo.keep;
  var body = document.body;
  if (body.dataset.page !== "launch") return;
  var token = location.pathname.split("/")[2] || "";
  var link = body.dataset.link || "";
  // The link's own language goes along, for pages where none was chosen on this device.
  if (body.dataset.locale) keep("sessionStorage", "kaibo.locale", body.dataset.locale);
  else kaibo.forget("sessionStorage", "kaibo.locale");
  if (body.dataset.state === "refused") return;

  var launch = null; // {Ticket, DeepLink, ListenKey, EnterPath, at}
  var asking = null;
  var leaving = false;
  var wish = null; // what was asked for last: an older one that still waits for the server gives way
  var stream = null;
  var timer = 0;
  var heard = 0; // when the app last asked the server about the ticket
  var returns = 0;
  var downloaded = false;

  function show(state, reason) {
    body.dataset.state = state;
    body.dataset.reason = reason || "";
    each("[data-when], [data-reason-is], [data-reason-not]", function (el) {
      var says = el.dataset;
      el.hidden = Boolean((says.when && !has(says.when, state)) ||
        (says.reasonIs && !has(says.reasonIs, reason)) || (says.reasonNot && has(says.reasonNot, reason)));
    });
  }
  function rest() { show("choose", kaibo.inApp ? "inapp" : ""); }

  var here = kaibo.offer.system;
  var installer = null; // the file for this device, once that is known
  body.dataset.device = here ? "desktop" : "phone";
  on("download-app", "click", function () {
    if (!installer) return;
    downloaded = true;
    returns = RETURNS;
    clearTimeout(timer);
    show("choose", "downloading");
  });

  // the launch
  function open() {
    if (launch && Date.now() - launch.at < FRESH_MS) return Promise.resolve(launch);
    if (asking) return asking;
    asking = kaibo.post("/client/OpenLaunch", { Token: token }).then(function (made) {
      asking = null;
      launch = made;
      launch.at = Date.now();
      listen(made.ListenKey);
      return made;
    }, function (refused) {
      asking = null;
      if (!refused.passing) {
        leaving = true;
        kaibo.reload();
      }
      throw refused;
    });
    return asking;
  }
  function listen(key) {
    if (stream) stream.close();
    var source = (stream = new EventSource("/launch/" + key + "/events"));
    source.addEventListener("launch", function (event) {
      var state = JSON.parse(event.data);
      if (state.State === "heard") answered(state.HeardTime);
      if (state.State !== "opened") return;
      launch = null; // its ticket is spent
      source.close();
      if (state.By !== "app") return;
      clearTimeout(timer);
      took("app");
      show("opened");
    });
    // It connects anew by itself, but not after an answer that is no stream, as of a server that starts.
    source.addEventListener("error", function () {
      if (source.readyState !== 2 || !launch || Date.now() - launch.at > HEARD_MS) return;
      setTimeout(function () { if (launch && launch.ListenKey === key && stream === source) listen(key); }, RETRY_MS);
    });
  }
  // A stream that connects anew tells the same again.
  function answered(time) {
    if (time === heard) return;
    heard = time;
    clearTimeout(timer);
    show("waiting", "heard");
  }
  // While the server starts, or has too much to do, the page says so, and goes on by itself.
  function patiently(ask, work) {
    wish = work;
    ask().then(function (found) { if (wish === work) work(found); }, function (refused) {
      if (leaving || wish !== work) return;
      clearTimeout(timer);
      show(body.dataset.state, refused.status === 429 ? "busy" : "starting");
      setTimeout(function () { if (wish === work) patiently(ask, work); }, RETRY_MS);
    });
  }

  // Who has downloaded it may still be installing: what to do for that stays in sight.
  function unanswered() {
    if (body.dataset.state !== "waiting") return;
    if (downloaded) show("choose", "downloading");
    else show("waiting", "noanswer");
  }
  // Chromium opens one app for each click, and none for a frame that is gone by the time it gets to it: the frame of a
  // first try, or of a double click's first half, stays while the next one is made.
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
    patiently(open, function (made) {
      follow(made.DeepLink);
      show("waiting", "waiting");
      clearTimeout(timer);
      timer = setTimeout(unanswered, NO_ANSWER_MS);
    });
  }
  function nonce() {
    var text = "";
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    for (var i = 0; i < bytes.length; i += 1) text += ("0" + bytes[i].toString(16)).slice(-2);
    return text;
  }
  function enter(made) {
    var mine = keep("sessionStorage", "kaibo.enter", JSON.stringify({ Ticket: made.Ticket, Nonce: nonce() }));
    location.assign(mine ? made.EnterPath : made.EnterPath + "#ticket=" + made.Ticket); // without storage it asks there
  }
  // Whoever is in on this device goes back in; anybody else gets a session of their own.
  function useBrowser() {
    clearTimeout(timer);
    keep("sessionStorage", "kaibo.way", "browser");
    patiently(function () { return kaibo.session(link); }, function (path) {
      if (path) location.assign(path);
      else patiently(open, enter);
    });
  }

  // the choice that is remembered on this device
  var remember = document.getElementById("remember");
  var choice = kept("localStorage", "kaibo.choice");
  remember.checked = choice === "app" || choice === "browser";
  function took(way) { if (remember.checked) keep("localStorage", "kaibo.choice", way); }
  on("remember", "change", function () { if (!remember.checked) kaibo.forget("localStorage", "kaibo.choice"); });
  function goOn(why) {
    show("choose", "going");
    each("[data-going]", function (el) { el.hidden = el.dataset.going !== why; });
    timer = setTimeout(useBrowser, UNDO_MS);
  }
  on("choose-again", "click", function () {
    clearTimeout(timer);
    wish = null;
    rest();
    document.getElementById("open-app").focus();
  });

  // After "Open in Chrome" or a copied link there is the same page once more; here one goes in without a camera.
  if (kaibo.inApp) {
    document.getElementById("use-browser").removeAttribute("id");
    document.getElementById("go-in-bare").id = "use-browser";
  }
  on("open-app", "click", function () { took("app"); openApp(); });
  each("#use-browser, #browser-instead", function (el) {
    el.addEventListener("click", function () { took("browser"); useBrowser(); });
  });

  // After a download a return to this page opens the app, until it did. Somebody may come back only to read, so more
  // than once, and not for ever: where the app is not there, the browser asks its own question.
  addEventListener("focus", function () {
    if (!returns || has("opened refused", body.dataset.state) || has("waiting heard", body.dataset.reason)) return;
    returns -= 1;
    openApp();
  });

  on("not-you", "click", function () {
    var text = document.getElementById("not-you-text");
    text.hidden = !text.hidden;
    this.setAttribute("aria-expanded", String(!text.hidden));
  });
  function copied() { each("#copy-link [data-copied]", function (el) { el.hidden = el.dataset.copied !== "yes"; }); }
  on("copy-link", "click", function () { kaibo.copy(location.href).then(copied, function () {}); });

  // Back by the browser's own button: the ticket of then is spent, and going on again would be a circle.
  addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    launch = wish = null;
    rest();
  });
  function cameBack() {
    var entry = performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
    return entry ? entry.type === "back_forward" : performance.navigation.type === 2;
  }
  var waited = kept("sessionStorage", "kaibo.waited") === link;
  kaibo.forget("sessionStorage", "kaibo.waited");
  function byItself() {
    if (cameBack() || kaibo.inApp || body.dataset.prefer === "ask") return "";
    if (choice === "browser" || (choice === "app" && here)) return choice;
    var prefer = body.dataset.prefer || kept("sessionStorage", "kaibo.way"); // what this tab went in by last
    if (installer && prefer !== "browser") return "app";
    return waited ? "browser" : "";
  }
  function begin() {
    var way = byItself();
    if (way === "app") return openApp();
    if (way === "browser") goOn(choice === "browser" ? "again" : "waited");
    patiently(open, function () { if (has("starting busy", body.dataset.reason)) rest(); });
  }
  rest();
  kaibo.offer.find().then(function (found) {
    installer = found;
    body.dataset.installer = found ? "yes" : "no";
    if (!wish) begin(); // unless somebody was quicker
  });
})();
