/** The first order has the pictures, the later ones the track's state. */
export interface StillOrder {
	from?: ReadableStream<VideoFrame>;
	muted?: boolean;
}

/** Tell whether a shared screen stands still, at each change, until the returned function is called. */
export function watchStill(track: MediaStreamTrack, onStill: (still: boolean) => void): () => void {
	if (!("MediaStreamTrackProcessor" in globalThis)) return () => {};
	const worker = new Worker(new URL("./still.worker.ts", import.meta.url), { type: "module" });
	worker.onmessage = ({ data }: MessageEvent<boolean>) => onStill(data);
	const { readable } = new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack });
	const order: StillOrder = { from: readable };
	worker.postMessage(order, [readable]);
	const left = new AbortController();
	// Some releases of Chromium mute a tab that does not change.
	if (track.getSettings().displaySurface !== "browser") {
		const tell = () => worker.postMessage({ muted: track.muted } satisfies StillOrder);
		for (const event of ["mute", "unmute"]) track.addEventListener(event, tell, left);
		tell();
	}
	return () => {
		left.abort();
		worker.terminate();
	};
}
