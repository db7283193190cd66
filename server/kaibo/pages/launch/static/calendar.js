// The calendar file of a link whose time has not come yet (RFC 5545).
(function () {
  "use strict";
  var LINE = 75; // octets of a line, without its end (§3.1)
  var LETTERS = /[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g;

  /**
   * Counts the octets of a character in UTF-8.
   * @param {string} letter
   */
  function octets(letter) {
    var code = letter.charCodeAt(0);
    return letter.length === 2 ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  }

  /**
   * Breaks a line into lines of at most 75 octets. No break is inside a character.
   * @param {string} line
   */
  function fold(line) {
    var length = 0;
    return line.replace(LETTERS, function (letter) {
      length += octets(letter);
      if (length <= LINE) return letter;
      length = 1 + octets(letter); // the space counts
      return "\r\n " + letter;
    });
  }

  /** @param {number} ms */
  function stamp(ms) { return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, ""); }

  /**
   * Tells whether a text may hold this letter: no control character but the tab.
   * @param {string} letter
   */
  function allowed(letter) { return letter === "\t" || (letter >= " " && letter !== "\u007f"); }

  /**
   * Writes a text as a value (§3.3.11).
   * @param {string} text
   */
  function plain(text) {
    var lines = text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");
    return lines.split("").filter(allowed).join("");
  }

  window.kaibo.calendar = function (event) {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kaibo//EN", "BEGIN:VEVENT", "UID:" + event.id,
      "DTSTAMP:" + stamp(event.now), "DTSTART:" + stamp(event.begins), "DTEND:" + stamp(event.ends),
      "SUMMARY:" + plain(event.title), "URL:" + event.url, "END:VEVENT", "END:VCALENDAR", "",
    ];
    return lines.map(fold).join("\r\n");
  };
})();
