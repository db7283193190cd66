import type { Format } from "./orders";

/**
 * The colour space of the program's frames: BT.601, limited range. LiveKit does not forward the RTP extension that
 * names another, so viewers' decoders assume this one for VP8 and H.264. A frame made from a canvas is marked "RGB, full
 * range". Chromium then encodes full range, and viewers see bright parts burnt and dark parts black.
 */
const COLOURS: VideoColorSpaceInit = { primaries: "smpte170m", transfer: "smpte170m", matrix: "smpte170m", fullRange: false };

/** Makes the program's frames from a canvas. */
export class ProgramFrames {
	private pixels: Uint8Array<ArrayBuffer>;
	private busy = false;
	/** This browser can copy a frame's pixels. An old one cannot; its frames stay as the canvas gives them. */
	private copies = true;

	constructor(
		private canvas: OffscreenCanvas,
		private format: Format,
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
			colorSpace: COLOURS,
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
