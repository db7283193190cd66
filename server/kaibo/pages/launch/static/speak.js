// The plain pages hold both languages. This script shows the one that the person chose on this device, and writes times
// in the reader's time zone.
(function () {
  "use strict";
  var kaibo = window.kaibo;
  var root = document.documentElement;
  /** @type {((zh: boolean) => void)[]} */
  var works = [];

  /** @param {Date} at */
  function clock(at) { return at.toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }); }
  // Names the reader's time zone. Old browsers have no name for it.
  /**
   * @param {Date} at
   * @param {boolean} zh
   */
  function zone(at, zh) {
    var form = new Intl.DateTimeFormat(root.lang, { timeZoneName: "short" });
    var parts = form.formatToParts ? form.formatToParts(at) : [];
    var name = parts.filter(function (part) { return part.type === "timeZoneName"; })[0];
    if (!name) return "";
    return zh ? "（" + name.value + "）" : " (" + name.value + ")";
  }
  /**
   * @param {Date} at
   * @param {boolean} zh
   */
  function day(at, zh) {
    var today = new Date(kaibo.now());
    var days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date(today).setHours(0, 0, 0, 0)) / 86400000);
    if (days === -1) return zh ? "昨天" : "yesterday";
    if (days === 0) return zh ? "今天" : "today";
    if (days === 1) return zh ? "明天" : "tomorrow";
    /** @type {Intl.DateTimeFormatOptions} */
    var form = { month: "long", day: "numeric" };
    if (at.getFullYear() !== today.getFullYear()) form.year = "numeric";
    return at.toLocaleDateString(root.lang, form);
  }
  /**
   * @param {Date} from
   * @param {Date} to
   * @param {boolean} zh
   */
  function scheduled(from, to, zh) {
    if (to > from && to.toDateString() === from.toDateString())
      return day(from, zh) + (zh ? " " : ", ") + clock(from) + " – " + clock(to) + zone(from, zh);
    if (from.getTime() < kaibo.now()) return day(from, zh) + (zh ? " " : ", ") + clock(from) + zone(from, zh);
    var at = clock(from) + zone(from, zh);
    return zh ? day(from, zh) + " " + at + "开播" : "starts " + day(from, zh) + " at " + at;
  }

  /**
   * @param {string | undefined} ms
   * @param {string} [zoned]
   */
  function moment(ms, zoned) {
    var at = new Date(Number(ms));
    var zh = root.dataset.language === "zh";
    return day(at, zh) + (zh ? " " : " at ") + clock(at) + (zoned ? zone(at, zh) : "");
  }
  kaibo.inLanguage = function (work) {
    works.push(work);
    work(root.dataset.language === "zh");
  };
  kaibo.capital = function (text) { return text.charAt(0).toUpperCase() + text.slice(1); };

  /** @param {string | undefined} language */
  function speak(language) {
    var zh = language === "zh";
    root.dataset.language = language;
    root.lang = zh ? "zh-CN" : "en";
    works.forEach(function (work) { work(zh); });
  }
  var chosen = kaibo.load("localStorage", "kaibo.lang");
  speak(chosen === "zh" || chosen === "en" ? chosen : root.dataset.language);
  kaibo.inLanguage(function (zh) {
    kaibo.each("#schedule", function (el) {
      el.textContent = kaibo.capital(scheduled(new Date(Number(el.dataset.from)), new Date(Number(el.dataset.to)), zh));
    });
    kaibo.each("[data-moment]", function (el) { el.textContent = moment(el.dataset.moment, el.dataset.zoned); });
    kaibo.each("[data-moment-first]", function (el) { el.textContent = kaibo.capital(moment(el.dataset.momentFirst)); });
    kaibo.each("[data-zh-label]", function (el) { el.setAttribute("aria-label", (zh ? el.dataset.zhLabel : el.dataset.enLabel) || ""); });
  });
  kaibo.on("language", "click", function () {
    var next = root.dataset.language === "zh" ? "en" : "zh";
    kaibo.save("localStorage", "kaibo.lang", next);
    speak(next);
  });
})();
