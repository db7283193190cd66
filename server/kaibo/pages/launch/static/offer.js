// Which of the files that this server offers is for this device, by system and processor; the others stay in the list.
(function () {
  "use strict";
  var MB = 1048576;
  var NAMES = { windows: "Windows", macos: "macOS", linux: "Linux" };
  var SAME = { aarch64: "arm64", amd64: "x86_64", x64: "x86_64" };
  var TRANSLATED = { windows: true, macos: true }; // on ARM these run what was made for x86-64, too
  var kaibo = window.kaibo, each = kaibo.each;

  // The app is for desktop systems: "" elsewhere.
  function system() {
    var agent = navigator.userAgent;
    if (kaibo.inApp || /Android|iPhone|iPad|iPod|Mobile/i.test(agent)) return "";
    if (/Windows/.test(agent)) return "windows";
    if (/Macintosh/.test(agent)) return navigator.maxTouchPoints > 1 ? "" : "macos";
    return /Linux|X11/.test(agent) ? "linux" : "";
  }
  // What the browser calls itself; "" where that tells nothing: every Mac says Intel.
  function named() {
    var agent = navigator.userAgent;
    if (/Macintosh/.test(agent)) return "";
    if (/aarch64|arm64/i.test(agent)) return "arm64";
    if (/x86_64|x64|WOW64|amd64/i.test(agent)) return "x86_64";
    return /i[3-6]86|Windows NT/.test(agent) ? "x86" : "";
  }
  // Chromium's own word, which is truer: its name for itself says x86_64 everywhere.
  function processor() {
    var more = navigator.userAgentData;
    if (!more || !more.getHighEntropyValues) return Promise.resolve(named());
    return more.getHighEntropyValues(["architecture", "bitness"]).then(function (told) {
      if (told.architecture === "arm") return "arm64";
      return told.architecture === "x86" ? (told.bitness === "32" ? "x86" : "x86_64") : named();
    }, named);
  }
  function choose(files, arch) {
    function of(wanted) {
      return files.filter(function (el) { return (SAME[el.dataset.arch] || el.dataset.arch) === wanted; })[0];
    }
    if (!files.length) return null;
    var also = !arch || (arch === "arm64" && TRANSLATED[here]) ? of("x86_64") : null;
    return of(arch) || of("universal") || also || (arch ? null : files[0]);
  }

  var here = system();
  function fill(file) {
    var download = document.getElementById("download-app");
    var list = file.parentNode;
    download.href = "/download/" + file.dataset.file;
    download.setAttribute("download", "");
    download.removeAttribute("aria-disabled");
    download.removeAttribute("role");
    each("[data-fill=system]", function (el) { el.textContent = NAMES[here]; });
    each("[data-fill=size]", function (el) { el.dataset.size = file.dataset.bytes; });
    list.insertBefore(file, list.firstChild);
    var place = document.getElementById("how-here");
    place.parentNode.replaceChild(file.querySelector(".how").cloneNode(true), place);
  }
  // Numbers as the reader's language writes them.
  function sizes() {
    each("[data-size]", function (el) {
      var size = Number(el.dataset.size) / MB;
      var digits = size < 10 ? 1 : 0;
      var most = Math.max(size, 0.1).toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits });
      el.textContent = most + "\u00a0MB";
    });
  }

  each("[data-copy]", function (button) {
    button.addEventListener("click", function () {
      kaibo.copy(button.dataset.copy).then(function () {
        Array.prototype.forEach.call(button.querySelectorAll("[data-copied]"), function (el) { el.hidden = el.dataset.copied !== "yes"; });
      }, function () { /* it can be marked and copied by hand */ });
    });
  });
  kaibo.tell(sizes);

  kaibo.offer = {
    system: here,
    // The file for this device, or null; the page shows it from then on.
    find: function () {
      return processor().then(function (arch) {
        var mine = Array.prototype.filter.call(document.querySelectorAll("[data-file]"), function (el) { return el.dataset.system === here; });
        var found = choose(mine, arch);
        if (found) fill(found);
        sizes();
        return found;
      });
    },
  };
})();
