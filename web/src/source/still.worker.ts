/** Watches the pictures of a shared screen, also while the tab is hidden. Says whether the screen stands still, at each
 *  change. */
import { type Beat, beatOf, NO_BEAT, standsStill } from "./beat";
import type { StillOrder } from "./still";

const SECOND_MS = 1000;

let beat: Beat = NO_BEAT;
let still = false;
let muted = false;
let pictures = 0;
/** The first two pictures of this second. */
let pair: Promise<Int32Array | null>[] = [];

self.onmessage = ({ data }: MessageEvent<StillOrder>) => {
	if (data.from) void count(data.from);
	if (data.muted !== undefined) muted = data.muted;
};

async function count(from: ReadableStream<VideoFrame>): Promise<void> {
	const timer = setInterval(look, SECOND_MS);
	const reader = from.getReader();
	for (let next = await reader.read(); !next.done; next = await reader.read()) {
		pictures += 1;
		// Reading a picture costs. Once the beat is known, counting is enough.
		if (pair.length < 2 && !beat.repeats) pair.push(bytesOf(next.value).catch(() => null));
		else next.value.close();
	}
	clearInterval(timer);
}

/** Read a picture, and close it. */
async function bytesOf(frame: VideoFrame): Promise<Int32Array> {
	try {
		const bytes = new Int32Array(Math.ceil(frame.allocationSize() / 4));
		await frame.copyTo(bytes);
		return bytes;
	} finally {
		frame.close();
	}
}

async function look(): Promise<void> {
	const came = { pictures, pair };
	pictures = 0;
	pair = [];
	const [one, two] = await Promise.all(came.pair);
	const second = { pictures: came.pictures, repeated: Boolean(one && two && equal(one, two)), muted };
	beat = beatOf(beat, second);
	if (standsStill(beat, second) === still) return;
	still = !still;
	self.postMessage(still);
}

const equal = (a: Int32Array, b: Int32Array) => a.length === b.length && a.every((value, at) => value === b[at]);
