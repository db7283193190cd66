/** The part of a source that is painted: its newest frame, or a copy of that frame's pixels. */
export type Frame = VideoFrame | OffscreenCanvas;

/**
 * Prepares one source's frames for painting. With a GPU, a frame is painted as it is. Without one, Chromium keeps a
 * decoded copy of every frame that it draws, up to 512 MiB (its "discardable" memory). It uses a canvas's pixels as they
 * are, which costs no memory and less time.
 */
export class Frames {
	private canvas = new OffscreenCanvas(1, 1);
	private pixels = new ImageData(1, 1);
	private to = this.canvas.getContext("2d", { alpha: false }) as OffscreenCanvasRenderingContext2D;

	constructor(public copies = !gpuPaints()) {}

	/** Take ownership of a frame: it is closed here, or when the returned one is closed. */
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
			this.copies = false; // this browser cannot copy this kind of frame
			return frame;
		}
		frame.close();
		this.to.putImageData(this.pixels, 0, 0);
		return this.canvas;
	}

	/** End the use of the copies. */
	end(): void {
		release(this.canvas);
	}
}

/** Free a canvas's pixels. The browser would keep them until its next garbage collection. */
export function release(canvas: OffscreenCanvas): void {
	canvas.width = 0;
	canvas.height = 0;
}

export function close(frame: Frame | undefined): void {
	if (frame instanceof VideoFrame) frame.close();
}

/** Return width and height in pixels, as displayed. */
export function size(frame: Frame): [number, number] {
	return frame instanceof VideoFrame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
}

/** Whether a GPU paints. Null: this worker did not ask yet. */
let paints: boolean | null = null;

/** Tell whether a GPU paints. Asks once for a worker, because each question takes a WebGL context. */
function gpuPaints(): boolean {
	paints ??= hasGpu();
	return paints;
}

function hasGpu(): boolean {
	const gl = new OffscreenCanvas(1, 1).getContext("webgl", { failIfMajorPerformanceCaveat: true });
	if (!gl) return false;
	const names = gl.getExtension("WEBGL_debug_renderer_info");
	const renderer = names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : "";
	gl.getExtension("WEBGL_lose_context")?.loseContext();
	return !isSoftware(renderer);
}

/** Tell whether a renderer of WebGL computes its pictures on the processor. Chromium gives such a context although the page
 *  refuses slow ones. It paints canvases on the processor then, without WebGL. */
export function isSoftware(renderer: string): boolean {
	return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}

function rotated(frame: VideoFrame & { rotation?: number; flip?: boolean }): boolean {
	return !!frame.rotation || !!frame.flip;
}
