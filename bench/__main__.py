"""Run all benchmarks (`make bench`), or the named ones: `python -m bench gateway`."""

import sys

from bench import (
    airing,
    chat,
    cluster,
    companion,
    compose,
    create,
    crowd,
    drag,
    gateway,
    golive,
    guests,
    hls,
    hls_latency,
    links,
    listing,
    long_recording,
    memory,
    metrics,
    pages,
    recording,
    replay_start,
    setup,
    sharpness,
    switches,
    timing,
    weights,
)

ALL = {
    "gateway": gateway.measure,
    "create": create.measure,
    "listing": listing.measure,
    "links": links.measure,
    "memory": memory.measure,
    "metrics": metrics.measure,
    "timing": timing.measure,
    "pages": pages.measure,
    "golive": golive.measure,
    "sharpness": sharpness.measure,
    "compose": compose.measure,
    "guests": guests.measure,
    "drag": drag.measure,
    "switches": switches.measure,
    "weights": weights.measure,
    "crowd": crowd.measure,
    "chat": chat.measure,
    "cluster": cluster.measure,
    "long_recording": long_recording.measure,
    "recording": recording.measure,
    "replay_start": replay_start.measure,
    "airing": airing.measure,
    "hls": hls.measure,
    "hls_latency": hls_latency.measure,
    "companion": companion.measure,
    "setup": setup.measure,
}

for name in sys.argv[1:] or ALL:
    for line in ALL[name]():
        print(line, flush=True)
