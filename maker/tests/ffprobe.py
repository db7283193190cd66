"""Read a file by FFmpeg's own prober."""

import json
import subprocess
from pathlib import Path


def probed(file: Path) -> tuple[int, float]:
    """Decode a file. Return how many pictures it has, and the seconds of the shorter of picture and sound.

    Raises AssertionError if the prober complains, or the file has anything but one picture and one sound.
    """
    shown = "stream=codec_name,nb_read_frames:packet=stream_index,pts_time,duration_time"
    command = ["ffprobe", "-v", "warning", "-count_frames", "-show_packets", "-show_entries", shown, "-of", "json"]
    made = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    told = json.loads(made.stdout)
    assert [stream["codec_name"] for stream in told["streams"]] == ["h264", "aac"]
    lengths = []
    for number in range(2):
        packets = [one for one in told["packets"] if one["stream_index"] == number]
        times = [float(one["pts_time"]) for one in packets]
        lengths.append(max(times) - min(times) + float(packets[-1]["duration_time"]))
    return int(told["streams"][0]["nb_read_frames"]), min(lengths)
