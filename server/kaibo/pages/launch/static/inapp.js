// Some apps open links in a browser of their own, where the camera often does not work. This script names the app and
// tells the person how to open the page in a normal browser.
(function () {
  "use strict";
  var kaibo = window.kaibo;
  var agent = navigator.userAgent;
  var MENU = ["点右上角的 ···", "Tap ··· at the top right"];
  var DOTS = ["点右上角的 ⋮", "Tap ⋮ at the top right"];
  var BELOW = ["点右下角的 ···", "Tap ··· at the bottom right"];
  var OPEN = ["选“在浏览器打开”", "Choose “Open in browser”"];
  var DEFAULT = ["选“在默认浏览器中打开”", "Choose “Open in default browser”"];
  var OUTSIDE = ["选“在外部浏览器中打开”", "Choose “Open in external browser”"];
  var SAFARI = ["选“用 Safari 打开”", "Choose “Open in Safari”"];
  var CHROME = ["选“用 Chrome 打开”", "Choose “Open in Chrome”"];
  // The user agent, the name in Chinese and English, two steps on iOS, two steps elsewhere.
  /** @type {[RegExp, string, string, string[], string[], string[], string[]][]} */
  var APPS = [
    [/MicroMessenger/i, "微信", "WeChat", MENU, DEFAULT, MENU, OPEN],
    [/DingTalk/i, "钉钉", "DingTalk", MENU, OPEN, MENU, OPEN],
    [/Feishu|Lark/i, "飞书", "Lark", MENU, OPEN, MENU, OPEN],
    [/\bQQ\//, "QQ", "QQ", MENU, SAFARI, MENU, OPEN],
    [/Weibo/i, "微博", "Weibo", MENU, OPEN, MENU, OPEN],
    [/Messenger(?=.*FB)|FBAN\/Messenger|FB_IAB\/(MESSENGER|Orca)/i, "Messenger", "Messenger", BELOW, SAFARI, DOTS, CHROME],
    [/FBAN|FBAV|FB_IAB/, "Facebook", "Facebook", BELOW, OUTSIDE, DOTS, OUTSIDE],
    [/Instagram/i, "Instagram", "Instagram", MENU, OUTSIDE, DOTS, OUTSIDE],
    [/\bLine\//i, "LINE", "LINE", BELOW, DEFAULT, DOTS, DEFAULT],
    [/aweme|Douyin/i, "抖音", "Douyin", MENU, OPEN, MENU, OPEN],
    [/TikTok|musical_ly|BytedanceWebview/i, "TikTok", "TikTok", MENU, OPEN, MENU, OPEN],
    [/Android.*; wv\)/, "这个应用", "this app", MENU, OPEN, DOTS, OPEN],
  ];
  var app = APPS.filter(function (known) { return known[0].test(agent); })[0];
  var ios = /iPhone|iPad|iPod/.test(agent);
  var android = /Android/.test(agent);

  kaibo.inApp = Boolean(app);
  if (!app) return;
  kaibo.inLanguage(function (zh) {
    var language = zh ? 0 : 1;
    kaibo.each("[data-app=name]", function (el) {
      var name = zh ? app[1] : app[2];
      el.textContent = el.dataset.first ? kaibo.capital(name) : name;
    });
    kaibo.each("[data-app=first]", function (el) { el.textContent = app[ios ? 3 : 5][language]; });
    kaibo.each("[data-app=second]", function (el) { el.textContent = app[ios ? 4 : 6][language]; });
  });
  // Some apps let a page use the camera. The page learns it only when it asks, so the text says "may".
  document.body.dataset.camera = navigator.mediaDevices && "getUserMedia" in navigator.mediaDevices ? "perhaps" : "no";
  var chrome = /** @type {HTMLAnchorElement | null} */ (document.getElementById("open-chrome"));
  if (!chrome || !android || app[2] === "WeChat") return; // WeChat does not follow intent: addresses
  var scheme = location.protocol.slice(0, -1);
  chrome.href = "intent://" + location.host + kaibo.path() + "#Intent;scheme=" + scheme + ";package=com.android.chrome;end";
  chrome.hidden = false;
  kaibo.element("copy-link").className = "btn"; // the page has one primary button only
})();
