/** Makes small pictures of a track, in a worker: its clock keeps going when the page is hidden. */
export interface PictureOrder {
	from: ReadableStream<VideoFrame>;
	width: number;
	fps: number;
}

const QUALITY = 0.7;

self.onmessage = async ({ data: { from, width, fps } }: MessageEvent<PictureOrder>) => {
	const reader = from.getReader();
	let canvas = new OffscreenCanvas(width, 1);
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
		const height = Math.round((width * frame.displayHeight) / frame.displayWidth);
		if (canvas.height !== height) canvas = new OffscreenCanvas(width, height);
		canvas.getContext("2d", { alpha: false })?.drawImage(frame, 0, 0, width, height);
		frame.close();
		self.postMessage(await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY }));
	}
};
