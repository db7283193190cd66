// The calendar file of a link or a show whose time has not come yet (RFC 5545). The watch page uses this script too.
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

  // Controls over U+0020, characters that break a line, and those that turn text around.
  var HARMFUL = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

  /**
   * Tells whether a text may hold this letter. A program that shows the file among its own words would obey the others.
   * An older server took names that hold them.
   * @param {string} letter
   */
  function allowed(letter) { return letter === "\t" || (letter >= " " && !HARMFUL.test(letter)); }

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
      "SUMMARY:" + plain(event.title), "URL:" + event.url,
    ];
    if (event.alarm) lines.push("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + plain(event.title), "TRIGGER:-PT" + event.alarm + "M", "END:VALARM");
    lines.push("END:VEVENT", "END:VCALENDAR", "");
    return lines.map(fold).join("\r\n");
  };
})();
