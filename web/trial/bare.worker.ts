/** Draws the camera's newest frame on a canvas at each tick, and gives the canvas as a frame. It does nothing else. */

export interface Bare {
	from: ReadableStream<VideoFrame>;
	into: WritableStream<VideoFrame>;
	format: { width: number; height: number; fps: number };
}

self.onmessage = async ({ data: { from, into, format } }: MessageEvent<Bare>) => {
	const canvas = new OffscreenCanvas(format.width, format.height);
	const to = canvas.getContext("2d", { alpha: false });
	const [reader, writer] = [from.getReader(), into.getWriter()];
	let newest: VideoFrame | null = null;
	setInterval(() => {
		if (!newest) return;
		to?.drawImage(newest, 0, 0, format.width, format.height);
		const frame = new VideoFrame(canvas, { timestamp: Math.round(performance.now() * 1000) });
		writer.write(frame).catch(() => frame.close());
	}, 1000 / format.fps);
	for (;;) {
		const { value, done } = await reader.read();
		if (done || !value) return;
		newest?.close();
		newest = value;
	}
};
