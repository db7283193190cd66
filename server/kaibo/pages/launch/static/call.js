// Functions that the scripts of the plain pages share: they find elements, store values and call the server.
// Plain JavaScript, for old in-app browsers. The browser runs this script first, before a person can click anything.
(function () {
  "use strict";
  var JUMP_MS = 5000;
  var RELOADED = "kaibo.reloaded";
  var LOOK_MS = 5000;
  var STREAMS = ["kaibo.stream.0", "kaibo.stream.1"];
  var kaibo = /** @type {Kaibo} */ ({});
  window.kaibo = kaibo;

  // The server's time, counted by the page's steady clock. The device's own clock may be wrong, or be set meanwhile.
  // The page says when the server wrote it, and each call when the server answered.
  var ahead = Number(document.documentElement.dataset.now) - performance.now();
  kaibo.now = function () { return ahead + performance.now(); };
  // web/src/net/clock.ts has the same rule: an answer is late, so the latest time counts. After a computer has slept, its
  // steady clock may be far behind.
  /** @param {number} time */
  function hear(time) {
    var next = time - performance.now();
    ahead = Math.abs(next - ahead) > JUMP_MS ? next : Math.max(ahead, next);
  }
  // Starts to measure. A step of the device's clock counts as time: a computer that slept may not have counted it.
  kaibo.stopwatch = function () {
    var steady = performance.now();
    var wall = Date.now();
    return function () { return Math.max(performance.now() - steady, Math.abs(Date.now() - wall)); };
  };

  kaibo.each = function (selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); };
  kaibo.on = function (id, kind, work) {
    var element = document.getElementById(id);
    if (element) element.addEventListener(kind, work);
  };
  kaibo.element = function (id) {
    var element = document.getElementById(id);
    if (!element) throw new Error("the page has no element " + id);
    return element;
  };
  kaibo.has = function (list, word) { return word !== undefined && list.split(" ").indexOf(word) >= 0; };

  // A click before the other scripts have loaded waits for them. Without this, the browser would submit the form itself
  // and show the join code in the address.
  /** @type {HTMLElement[]} */
  var early = [];
  /** @param {Event} event */
  function wait(event) {
    var pressed = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button, [type=checkbox]"));
    if (!pressed) return;
    event.preventDefault();
    early.push(pressed);
  }
  document.addEventListener("click", wait, true);
  document.addEventListener("DOMContentLoaded", function () {
    document.removeEventListener("click", wait, true);
    early.forEach(function (pressed) { pressed.click(); });
  });

  // A browser may refuse its storage, and it may be full. Then this page keeps the values in its memory.
  // There null stands for a value that the browser did not remove. web/src has the same module.
  /** @type {Record<StorageName, Record<string, string | null>>} */
  var memory = { localStorage: {}, sessionStorage: {} };
  /**
   * @param {StorageName} storage
   * @param {string} key
   * @param {string | null} value
   * @returns {boolean} whether the value outlives this page
   */
  function keep(storage, key, value) {
    try {
      if (value === null) window[storage].removeItem(key);
      else window[storage].setItem(key, value);
      delete memory[storage][key];
      return true;
    } catch (_e) {
      memory[storage][key] = value;
      return false;
    }
  }
  kaibo.load = function (storage, key) {
    var own = memory[storage][key];
    if (own !== undefined) return own;
    try { return window[storage].getItem(key); } catch (_e) { return null; }
  };
  kaibo.save = keep;
  kaibo.forget = function (storage, key) { keep(storage, key, null); };

  // Copies to the clipboard. Without https the browser has no clipboard object, but an older way.
  /** @param {string} text */
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

  // Calls the server. Resolves with the Result, and rejects with a Refused.
  /**
   * @param {string} path
   * @param {object} body
   */
  kaibo.post = function (path, body) {
    /**
     * @param {string} code
     * @param {number} status
     * @returns {Refused}
     */
    function failed(code, status) { return { code: code, status: status, passing: !code || status >= 500 || status === 429 }; }
    return fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
    }).then(function (answer) {
      return answer.json().then(function (data) {
        if (data.ResponseMetadata && data.ResponseMetadata.SystemTime) hear(data.ResponseMetadata.SystemTime * 1000);
        if (answer.ok && data.Result) return data.Result;
        var error = data.ResponseMetadata && data.ResponseMetadata.Error;
        throw failed(error ? error.Code : "", answer.status); // without a code something else answered in the server's place
      }, function () { throw failed("", answer.status); });
    }, function () { throw failed("", 0); });
  };

  // Returns the path into a session. While this browser is on air, it is the page that asks the person first.
  /**
   * @param {string} path
   * @returns {string | Promise<string>}
   */
  function entryPath(path) {
    if (!navigator.locks || !navigator.locks.query) return path;
    return navigator.locks.query().then(function (locks) {
      var onAir = (locks.held || []).some(function (lock) { return (lock.name || "").indexOf("kaibo.air.") === 0; });
      return onAir && kaibo.save("sessionStorage", "kaibo.enter", JSON.stringify({ Path: path })) ? "/enter" : path;
    }, function () { return path; });
  }

  // Resolves with the path to this device's living session of a link, else "". The stored id is no secret; the cookie is.
  kaibo.sessionPath = function (link) {
    var key = "kaibo.in." + link;
    var id = link && kaibo.load("localStorage", key);
    if (!id) return Promise.resolve("");
    var path = "/s/" + encodeURIComponent(id);
    return kaibo.post(/** @type {`${string}/call/GetSession`} */ (path + "/call/GetSession"), {}).then(function (view) {
      if (!view.Session.EndReason) return entryPath(path);
      kaibo.forget("localStorage", key);
      return "";
    }, function (refused) {
      if (refused.passing) throw refused;
      kaibo.forget("localStorage", key);
      return "";
    });
  };

  // Brings each state of an event stream. A browser gives a host six connections, and two tabs of it hold an event stream
  // (web/src/net/turns.ts). A third tab opens the stream for one state, again and again. A browser without Web Locks (plain
  // http) holds its stream. `lost`: the answer was no stream, as from a starting server. Returns a function that stops.
  kaibo.events = function (url, name, hear, lost) {
    var holds = !navigator.locks;
    var over = false;
    var timer = 0;
    /** @type {EventSource | null} */
    var source = null;
    var release = function () {};
    function close() {
      clearTimeout(timer);
      if (source) source.close();
      source = null;
    }
    function stop() {
      over = true;
      close();
      release();
    }
    function open() {
      var own = new EventSource(url);
      source = own;
      own.addEventListener(name, function (event) {
        if (!holds) {
          close();
          timer = setTimeout(open, LOOK_MS);
        }
        hear(JSON.parse(event.data));
      });
      own.addEventListener("error", function () {
        if (own.readyState !== 2) return; // the browser connects again by itself
        stop();
        lost();
      });
    }
    function waitForTurn() {
      var waiting = new AbortController();
      var held = /** @type {Promise<void>} */ (new Promise(function (resolve) {
        release = function () {
          waiting.abort();
          resolve();
        };
      }));
      STREAMS.forEach(function (lock) {
        navigator.locks.request(lock, { signal: waiting.signal }, function () {
          if (over || holds) return;
          holds = true;
          waiting.abort();
          clearTimeout(timer);
          if (!source) open();
          return held;
        }).catch(function () {});
      });
    }
    if (!holds) waitForTurn();
    open();
    return stop;
  };

  // Returns the path of this page's link. The server read the token from the address and wrote it into the page. The
  // address may spell it in another way, or have more behind it.
  kaibo.path = function () {
    var token = document.body.dataset.token;
    return token ? "/l/" + token : location.pathname;
  };

  // Loads the page again for the server's answer, once for each reason. Returns false when that did not help before. So
  // a page that disagrees with the calls about a link does not load again and again.
  kaibo.reload = function (reason) {
    var link = document.body.dataset.link || "";
    var kept = JSON.parse(kaibo.load("sessionStorage", RELOADED) || "0");
    var reasons = kept && kept.link === link ? kept.reasons : [];
    if (reasons.indexOf(reason) >= 0) return false;
    var saved = kaibo.save("sessionStorage", RELOADED, JSON.stringify({ link: link, reasons: reasons.concat(reason) }));
    if (!saved && kaibo.arrival() === "reload") return false;
    location.reload();
    return true;
  };
  kaibo.agreed = function () { kaibo.forget("sessionStorage", RELOADED); };

  // Returns how the browser came to this page: navigate, reload or back_forward.
  kaibo.arrival = function () {
    var entries = performance.getEntriesByType ? performance.getEntriesByType("navigation") : [];
    var entry = /** @type {PerformanceNavigationTiming | undefined} */ (entries[0]);
    return entry ? entry.type : ["navigate", "reload", "back_forward"][performance.navigation.type] || "navigate";
  };
})();
