// What the scripts of the plain pages share: finding elements, keeping things, asking the server. Plain script for old
// in-app browsers. The only one that is not deferred: nothing is shown, and can be clicked, before it runs.
(function () {
  "use strict";
  var RELOAD_MS = 5000;
  var kaibo = (window.kaibo = { skew: 0 }); // ms that the server's clock is ahead of this device's

  kaibo.each = function (selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); };
  kaibo.on = function (id, kind, work) {
    var element = document.getElementById(id);
    if (element) element.addEventListener(kind, work);
  };
  kaibo.has = function (list, word) { return list.split(" ").indexOf(word) >= 0; };

  // A click that is quicker than the other scripts waits for them. Of a form nothing is sent meanwhile, or the typed key
  // would stand in the address.
  var early = [];
  function wait(event) {
    var pressed = event.target.closest("button, [type=checkbox]");
    if (!pressed) return;
    event.preventDefault();
    early.push(pressed);
  }
  document.addEventListener("click", wait, true);
  document.addEventListener("DOMContentLoaded", function () {
    document.removeEventListener("click", wait, true);
    early.forEach(function (pressed) { pressed.click(); });
  });

  // Storage, which a browser may refuse.
  kaibo.kept = function (storage, key) { try { return window[storage].getItem(key); } catch (e) { return null; } };
  kaibo.keep = function (storage, key, value) { try { window[storage].setItem(key, value); return true; } catch (e) { return false; } };
  kaibo.forget = function (storage, key) { try { window[storage].removeItem(key); } catch (e) { /* then it kept nothing */ } };

  // To the clipboard; without https there is no clipboard object, but the older way.
  function copyOldWay(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    document.body.removeChild(field);
    return done ? Promise.resolve() : Promise.reject(new Error("no clipboard"));
  }
  kaibo.copy = function (text) {
    if (!navigator.clipboard) return copyOldWay(text);
    return navigator.clipboard.writeText(text).catch(function () { return copyOldWay(text); });
  };

  // Gives the Result. Fails with {code, status, passing}: status 0 when nobody answers; a passing one may be asked again.
  kaibo.post = function (path, body) {
    function failed(code, status) { return { code: code, status: status, passing: !code || status >= 500 || status === 429 }; }
    return fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
    }).then(function (answer) {
      var at = Date.parse(answer.headers.get("Date"));
      if (at) kaibo.skew = at - Date.now();
      return answer.json().then(function (data) {
        if (answer.ok) return data.Result;
        throw failed(data.ResponseMetadata.Error.Code, answer.status);
      }, function () { throw failed("", answer.status); });
    }, function () { throw failed("", 0); });
  };

  // Where a session is gone into: while this browser is on air that is the page that asks first (web/src/net/airLock.ts).
  function door(path) {
    if (!navigator.locks || !navigator.locks.query) return path;
    return navigator.locks.query().then(function (found) {
      var onAir = found.held.some(function (lock) { return lock.name.indexOf("kaibo.air.") === 0; });
      return onAir && kaibo.keep("sessionStorage", "kaibo.enter", JSON.stringify({ Path: path })) ? "/enter" : path;
    }, function () { return path; });
  }

  // The way into this device's own session of a link while it lives, else "". What is kept is no secret, the cookie is.
  kaibo.session = function (link) {
    var key = "kaibo.in." + link;
    var id = link && kaibo.kept("localStorage", key);
    if (!id) return Promise.resolve("");
    var path = "/s/" + encodeURIComponent(id);
    return kaibo.post(path + "/call/GetSession", {}).then(function (view) {
      if (!view.Session.EndReason) return door(path);
      kaibo.forget("localStorage", key);
      return "";
    }, function (refused) {
      if (refused.passing) throw refused;
      kaibo.forget("localStorage", key);
      return "";
    });
  };

  // For the server's own words. Should page and call ever disagree, it is no tight loop.
  kaibo.reload = function () {
    var wait = Number(kaibo.kept("sessionStorage", "kaibo.reloaded")) + RELOAD_MS - Date.now();
    setTimeout(function () {
      kaibo.keep("sessionStorage", "kaibo.reloaded", String(Date.now()));
      location.reload();
    }, Math.min(Math.max(wait, 0), RELOAD_MS));
  };
})();
