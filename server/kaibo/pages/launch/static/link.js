// The link of the launch page: its address, and its language for the pages behind it.
(function () {
  "use strict";
  var kaibo = window.kaibo;
  // The address may spell the token in another way, or have more behind it. Copied from here, it is the link again.
  if (location.pathname !== kaibo.path()) history.replaceState(history.state, "", kaibo.path());
  // Other pages use the link's language when the person chose none on this device.
  var locale = document.body.dataset.locale;
  if (locale) kaibo.save("sessionStorage", "kaibo.locale", locale);
  else kaibo.forget("sessionStorage", "kaibo.locale");
})();
