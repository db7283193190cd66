// Chooses the installer for this device by system and processor. The other installers stay in the list.
(function () {
  "use strict";
  var MB = 1048576;
  /** @type {Record<string, string>} */
  var NAMES = { windows: "Windows", macos: "macOS", linux: "Linux" };
  /** @type {Record<string, string>} */
  var SAME = { aarch64: "arm64", amd64: "x86_64", x64: "x86_64" };
  /** @type {Record<string, boolean>} */
  var TRANSLATED = { windows: true, macos: true }; // these systems also run x86-64 programs on ARM
  var kaibo = window.kaibo, each = kaibo.each;

  // Returns the desktop system; "" elsewhere, because the app is for desktop systems.
  function system() {
    var agent = navigator.userAgent;
    if (kaibo.inApp || /Android|iPhone|iPad|iPod|Mobile/i.test(agent)) return "";
    if (/Windows/.test(agent)) return "windows";
    if (/Macintosh/.test(agent)) return navigator.maxTouchPoints > 1 ? "" : "macos";
    return /Linux|X11/.test(agent) ? "linux" : "";
  }
  // Returns the processor in the user agent; "" on a Mac, because every Mac says Intel.
  function processorOfAgent() {
    var agent = navigator.userAgent;
    if (/Macintosh/.test(agent)) return "";
    if (/aarch64|arm64/i.test(agent)) return "arm64";
    if (/x86_64|x64|WOW64|amd64/i.test(agent)) return "x86_64";
    return /i[3-6]86|Windows NT/.test(agent) ? "x86" : "";
  }
  // Asks Chromium for the processor, because Chromium's user agent says x86_64 on every processor.
  function processor() {
    var data = navigator.userAgentData;
    if (!data || !data.getHighEntropyValues) return Promise.resolve(processorOfAgent());
    return data.getHighEntropyValues(["architecture", "bitness"]).then(function (values) {
      if (values.architecture === "arm") return "arm64";
      return values.architecture === "x86" ? (values.bitness === "32" ? "x86" : "x86_64") : processorOfAgent();
    }, processorOfAgent);
  }
  /**
   * @param {HTMLElement[]} files
   * @param {string} arch
   */
  function choose(files, arch) {
    /** @param {string} name */
    function of(name) {
      return files.filter(function (el) {
        var made = el.dataset.arch || "";
        return (SAME[made] || made) === name;
      })[0];
    }
    if (!files.length) return null;
    var translated = !arch || (arch === "arm64" && TRANSLATED[here]) ? of("x86_64") : null;
    return of(arch) || of("universal") || translated || (arch ? null : files[0]);
  }

  var here = system();
  /** @param {HTMLElement} file */
  function fill(file) {
    var download = /** @type {HTMLAnchorElement} */ (kaibo.element("download-app"));
    var list = /** @type {HTMLElement} */ (file.parentNode);
    download.href = "/download/" + file.dataset.file;
    download.setAttribute("download", "");
    download.removeAttribute("aria-disabled");
    download.removeAttribute("role");
    each("[data-fill=system]", function (el) { el.textContent = NAMES[here]; });
    each("[data-fill=size]", function (el) { el.dataset.size = file.dataset.bytes; });
    list.insertBefore(file, list.firstChild);
    var place = kaibo.element("how-here");
    var how = /** @type {HTMLElement} */ (file.querySelector(".how"));
    /** @type {HTMLElement} */ (place.parentNode).replaceChild(how.cloneNode(true), place);
  }
  // Writes the sizes as the reader's language writes numbers.
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
      kaibo.copy(button.dataset.copy || "").then(function () {
        Array.prototype.forEach.call(button.querySelectorAll("[data-copied]"), function (el) { el.hidden = el.dataset.copied !== "yes"; });
      }, function () { /* the person can select and copy the text */ });
    });
  });
  kaibo.inLanguage(sizes);

  kaibo.offer = {
    system: here,
    find: function () {
      return processor().then(function (arch) {
        var mine = Array.prototype.filter.call(document.querySelectorAll("[data-file]"), function (el) { return el.dataset.system === here; });
        var file = choose(mine, arch);
        if (file) fill(file);
        sizes();
        return file;
      });
    },
  };
})();
