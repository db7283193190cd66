import type { Format } from "./orders";

/**
 * Makes the program's frames from a canvas. Each states `colours`, the space that viewers' decoders assume. LiveKit does
 * not forward the RTP extension that names another one. A frame made from a canvas is marked "RGB, full range". Chromium
 * then encodes full range, and viewers see bright parts burnt and dark parts black.
 */
export class ProgramFrames {
	private pixels: Uint8Array<ArrayBuffer>;
	private busy = false;
	/** This browser can copy a frame's pixels. An old one cannot; its frames stay as the canvas gives them. */
	private copies = true;

	constructor(
		private canvas: OffscreenCanvas,
		private format: Format,
		private colours: VideoColorSpaceInit,
	) {
		this.pixels = new Uint8Array(format.width * format.height * 4);
	}

	/**
	 * Return the canvas as a frame with the present time. `changed`: something was painted since the last call. Otherwise
	 * the pixels are those of the last frame. Returns null while an earlier frame is still being copied.
	 */
	async next(changed: boolean): Promise<VideoFrame | null> {
		if (this.busy) return null;
		const { width, height } = this.format;
		const timestamp = Math.round(performance.now() * 1000);
		if (changed && this.copies) await this.copy(timestamp);
		if (!this.copies) return new VideoFrame(this.canvas, { timestamp });
		return new VideoFrame(this.pixels, {
			format: "RGBX",
			codedWidth: width,
			codedHeight: height,
			timestamp,
			colorSpace: this.colours,
		});
	}

	private async copy(timestamp: number): Promise<void> {
		this.busy = true;
		const painted = new VideoFrame(this.canvas, { timestamp });
		try {
			await painted.copyTo(this.pixels, { format: "RGBX" });
		} catch {
			this.copies = false;
		} finally {
			painted.close();
			this.busy = false;
		}
	}
}
