/** What of a source is painted: its newest frame, or a copy of that frame's pixels. */
export type Frame = VideoFrame | OffscreenCanvas;

/**
 * Makes one source's pictures. Where a GPU paints, a frame is its own picture. Where none does, Chromium keeps a decoded
 * copy of every frame that it draws, up to 512 MiB of them (its "discardable" memory); a canvas's pixels it takes as
 * they are, which costs no memory and less time.
 */
export class Frames {
	private canvas = new OffscreenCanvas(1, 1);
	private pixels = new ImageData(1, 1);
	private to = this.canvas.getContext("2d", { alpha: false }) as OffscreenCanvasRenderingContext2D;

	constructor(private copies = !hasGpu()) {}

	/** Takes the frame over: closed here, or by who closes the picture. */
	async of(frame: VideoFrame): Promise<Frame> {
		if (!this.copies || !frame.visibleRect || rotated(frame)) return frame;
		const { width, height } = frame.visibleRect;
		if (this.pixels.width !== width || this.pixels.height !== height) {
			this.pixels = new ImageData(width, height);
			this.canvas.width = width;
			this.canvas.height = height;
		}
		try {
			await frame.copyTo(this.pixels.data, { format: "RGBA" });
		} catch {
			this.copies = false; // of a kind that this browser cannot copy
			return frame;
		}
		frame.close();
		this.to.putImageData(this.pixels, 0, 0);
		return this.canvas;
	}
}

export function close(frame: Frame | undefined): void {
	if (frame instanceof VideoFrame) frame.close();
}

/** Width and height in pixels, as they are to be seen. */
export function size(frame: Frame): [number, number] {
	return frame instanceof VideoFrame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
}

/** As WebGL tells: it is refused where it would be slow. */
function hasGpu(): boolean {
	return !!new OffscreenCanvas(1, 1).getContext("webgl", { failIfMajorPerformanceCaveat: true });
}

function rotated(frame: VideoFrame & { rotation?: number; flip?: boolean }): boolean {
	return !!frame.rotation || !!frame.flip;
}
