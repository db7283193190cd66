import { close, Frames, size } from "../compositor/frames";

/** Asks this worker for small pictures of a track. A worker keeps running when the page is hidden. */
interface ThumbnailOrder {
	from: ReadableStream<VideoFrame>;
	width: number;
	fps: number;
}

const QUALITY = 0.7;

self.onmessage = async ({ data: { from, width, fps } }: MessageEvent<ThumbnailOrder>) => {
	const reader = from.getReader();
	let canvas = new OffscreenCanvas(width, 1);
	const frames = new Frames();
	let due = 0;
	for (;;) {
		const { value: frame, done } = await reader.read();
		if (done || !frame) break;
		const now = performance.now();
		if (now < due) {
			frame.close();
			continue;
		}
		due = Math.max(due + 1000 / fps, now);
		const picture = await frames.of(frame);
		const [wide, high] = size(picture);
		const height = Math.round((width * high) / wide);
		if (canvas.height !== height) canvas = new OffscreenCanvas(width, height);
		canvas.getContext("2d", { alpha: false })?.drawImage(picture, 0, 0, width, height);
		close(picture);
		self.postMessage(await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY }));
	}
};
