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


LIVE_ONCE = {
    "VERSION",
    "TARGETDURATION",
    "MEDIA-SEQUENCE",
    "DISCONTINUITY-SEQUENCE",
    "SERVER-CONTROL",
    "PART-INF",
    "PLAYLIST-TYPE",
    "INDEPENDENT-SEGMENTS",
    "ENDLIST",
}
LIVE_KNOWN = LIVE_ONCE | {"MAP", "DISCONTINUITY", "PROGRAM-DATE-TIME", "PART", "PRELOAD-HINT"}
MOST_OF_TARGET = 0.85
"""The least length of a part, as a share of the part target (§4.4.4.9)."""


def live_faults(text: str) -> list[str]:
    """List what is wrong with a playlist of a show on air: live with parts, or EVENT."""
    lines = text.split("\n")
    tags = [(match[1], match[2] or "") for line in lines if (match := TAG.fullmatch(line))]
    names, values = [name for name, _ in tags], dict(tags)
    found = [] if lines[0] == "#EXTM3U" else ["§4.4.1.1: EXTM3U is the first line"]
    found += [f"§4.4: {name} more than once" for name in LIVE_ONCE if names.count(name) > 1]
    found += [f"unknown tag {name}" for name in names if name not in LIVE_KNOWN]
    if not values.get("TARGETDURATION", "").isdecimal() or not values.get("MEDIA-SEQUENCE", "").isdecimal():
        return [*found, "§4.4.3: TARGETDURATION and MEDIA-SEQUENCE are there, and decimal integers"]
    target = int(values["TARGETDURATION"])
    if values.get("PLAYLIST-TYPE") == "EVENT":
        if "PART" in names:
            found.append("§6.2.1: nothing is taken out of an EVENT playlist")
    else:
        found += _low_latency(lines, names, values, target)
    return found + _segments(
        [line for line in lines if not line.startswith(("#EXT-X-PART:", "#EXT-X-PRELOAD"))], target
    )


def _low_latency(lines: list[str], names: list[str], values: dict[str, str], target: int) -> list[str]:
    found = []
    if int(values.get("VERSION") or 1) < 9:
        found.append("§7: PART and SERVER-CONTROL come with version 9")
    control = dict(pair.partition("=")[::2] for pair in values.get("SERVER-CONTROL", "").split(","))
    inf = re.fullmatch(r"PART-TARGET=(\d+\.\d+)", values.get("PART-INF", ""))
    if not inf:
        return [*found, "§4.4.3.7: PART-INF with PART-TARGET stands beside parts"]
    part_target = float(inf[1])
    if float(control.get("PART-HOLD-BACK", 0)) < 3 * part_target - 1e-6:
        found.append("§4.4.3.8: PART-HOLD-BACK is at least twice, and should be three times the part target")
    if control.get("CAN-BLOCK-RELOAD") != "YES":
        found.append("§6.2.2: a low-latency playlist blocks reloads")
    if ("ENDLIST" in names) == ("PRELOAD-HINT" in names):
        found.append("§6.2.6: a hint for the next part, but none at the end")
    hints = [at for at, name in enumerate(names) if name == "PRELOAD-HINT"]
    if hints and hints != [len(names) - 1]:
        found.append("§4.4.5.3: one hint, and it is last")
    return found + _parts_of(lines, part_target, target)


def _parts_of(lines: list[str], part_target: float, target: int) -> list[str]:
    """Check the parts: their lengths, their sums, and that only the newest segments name them."""
    found, parts, behind = [], list[float](), 0.0
    for line in reversed(lines):
        if line.startswith("#EXTINF:"):
            behind += float(line[8:].rstrip(","))
        if line.startswith("#EXT-X-PART:") and behind > 4 * target:
            found.append("§6.2.2: parts stay no longer than three target durations behind the end")
    for line in lines:
        if line.startswith("#EXT-X-PART:"):
            part = re.fullmatch(r'#EXT-X-PART:DURATION=(\d+\.\d+),URI="([^"]+)"(,INDEPENDENT=YES)?', line)
            if not part:
                found.append(f"§4.4.4.9: {line} has a duration and an address")
                continue
            if not parts and not part[3]:
                found.append("§4.4.4.9: a part that begins with a key frame says INDEPENDENT")
            if parts and parts[-1] < MOST_OF_TARGET * part_target:
                found.append(f"§4.4.4.9: a part of {parts[-1]} s that is not the last one of its segment")
            parts.append(float(part[1]))
            if parts[-1] > part_target:
                found.append(f"§4.4.3.7: a part of {parts[-1]} s is longer than the part target")
        elif line.startswith("#EXTINF:"):
            if parts and abs(sum(parts) - float(line[8:].rstrip(","))) > 0.01:
                found.append("§4.4.4.9: the parts of a segment are as long as it")
            parts = []
    return found
