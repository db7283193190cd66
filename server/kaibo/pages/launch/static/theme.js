// The theme that the person chose on this device. Every page runs this script before it paints anything.
// web/src/ui/theme.ts writes the choice. Without one, the page follows the system.
(function () {
  "use strict";
  /** @type {string | null} */
  var theme = null;
  // biome-ignore lint/style/noRestrictedGlobals: the pages of web/src run this script too, without call.js
  try { theme = localStorage.getItem("kaibo.theme"); } catch (_e) { /* the browser refuses its storage */ }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
