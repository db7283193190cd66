"""A checker of media playlists: the MUSTs of RFC 8216bis (draft-pantos-hls-rfc8216bis) that a replay's playlist meets.

It reads the text by itself and shares nothing with the code that writes it.
"""

import re

TAG = re.compile(r"#EXT-X-([A-Z-]+)(?::(.*))?")
ONCE = {"VERSION", "TARGETDURATION", "MEDIA-SEQUENCE", "PLAYLIST-TYPE", "ENDLIST", "INDEPENDENT-SEGMENTS"}
KNOWN = ONCE | {"MAP", "DISCONTINUITY", "PROGRAM-DATE-TIME"}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def faults(text: str) -> list[str]:
    """List what is wrong with a VOD media playlist of fMP4 segments."""
    found = []
    lines = text.split("\n")
    if "\r" in text.replace("\r\n", "") or text.startswith("\ufeff"):
        found.append("§4: lines end with LF or CRLF; there is no byte order mark")
    if lines[0] != "#EXTM3U":
        found.append("§4.4.1.1: EXTM3U is the first line")
    tags = [(match[1], match[2]) for line in lines if (match := TAG.fullmatch(line))]
    names = [name for name, _ in tags]
    found += [f"§4.4: {name} more than once" for name in ONCE if names.count(name) > 1]
    found += [f"unknown tag {name}" for name in names if name not in KNOWN]
    values = dict(tags)
    if not values.get("TARGETDURATION", "").isdecimal():
        return [*found, "§4.4.3.1: TARGETDURATION is there, and a decimal integer"]
    target = int(values["TARGETDURATION"])
    if int(values.get("VERSION") or 1) < 6:
        found.append("§7: EXT-X-MAP without I-FRAMES-ONLY needs version 6")
    if values.get("PLAYLIST-TYPE") != "VOD" or "ENDLIST" not in names:
        found.append("§4.4.3.5: a replay is VOD, and ends")
    first = next((at for at, line in enumerate(lines) if line.startswith("#EXTINF")), len(lines))
    late = [name for line in lines[first:] if (match := TAG.fullmatch(line)) and (name := match[1]) == "MEDIA-SEQUENCE"]
    found += ["§4.4.3.2: MEDIA-SEQUENCE before the first segment" for _ in late]
    return found + _segments(lines, target)


def _segments(lines: list[str], target: int) -> list[str]:
    found, mapped, before, changed, broken = [], "", "", False, True
    for at, line in enumerate(lines):
        if line.startswith("#EXT-X-MAP:"):
            address = re.fullmatch(r'URI="([^"\r\n]+)"', line.partition(":")[2])
            if not address:
                found.append("§4.4.4.5: MAP has a quoted URI")
            mapped, changed = (address[1] if address else ""), True
        elif line == "#EXT-X-DISCONTINUITY":
            broken = True
        elif line.startswith("#EXT-X-PROGRAM-DATE-TIME:") and not DATE.fullmatch(line.partition(":")[2]):
            found.append("§4.4.4.6: the date is ISO 8601 with milliseconds and a time zone")
        elif line.startswith("#EXTINF:"):
            duration = re.fullmatch(r"#EXTINF:(\d+(?:\.\d+)?),.*", line)
            if not duration or round(float(duration[1])) > target:
                found.append(f"§4.4.4.1, §4.4.3.1: {line} is a number, at most {target} when it is rounded")
            if not lines[at + 1] or lines[at + 1].startswith("#"):
                found.append("§4.4.4.1: EXTINF stands before the segment's address")
        elif line and not line.startswith("#"):
            if not mapped:
                found.append("§3.1.2: MAP stands before a fragmented MP4 segment")
            if not lines[at - 1].startswith("#EXTINF"):
                found.append("§4.4.4.1: each segment has an EXTINF")
            if before and changed and not broken:
                found.append("§4.4.4.3: DISCONTINUITY between different inits, as timestamps begin again")
            before, changed, broken = line, False, False
    if lines[-1] != "" or not before:
        found.append("the playlist has segments, and its last line is whole")
    return found
