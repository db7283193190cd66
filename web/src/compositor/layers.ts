import type { Format } from "./orders";

/** A version of the program's picture, encoded on its own. The sides are in pixels, `fps` is frames per second. */
export interface Layer extends Format {
	/** The most bits per second. */
	bits: number;
}

/** Bits for a pixel of a frame: 2.5 Mbit/s at 1280×720, 30/s. */
const BITS = 0.09;
const LEAST_BITS = 600_000;

/** The lower layers, by their shorter side in pixels. Viewers' pages name the middle one “360p”, whatever the program's
 *  size is. `atMost`: frames per second, so that few bits still make a clear picture. `from`: the program's longer side
 *  from which livekit-client publishes the layer (its `computeVideoEncodings`). */
const LOWER = [
	{ side: 180, atMost: 20, leastBits: 150_000, from: 480 },
	{ side: 360, atMost: 60, leastBits: LEAST_BITS, from: 960 },
] as const;

/** List the layers in which a program in this format is published, the smallest first. The last one is the program
 *  itself. */
export function layers(format: Format): Layer[] {
	const { width, height, fps } = format;
	const lower = LOWER.filter(({ from }) => Math.max(width, height) >= from).map(({ side, atMost, leastBits }) => {
		const smaller = side / Math.min(width, height);
		const size = { width: even(width * smaller), height: even(height * smaller), fps: Math.min(fps, atMost) };
		return { ...size, bits: Math.max(leastBits, bitsOf(size)) };
	});
	return [...lower, { ...format, bits: bitrate(format) }];
}

/** Return the bits per second of a program in this format, in one layer. */
export function bitrate(format: Format): number {
	return Math.max(LEAST_BITS, bitsOf(format));
}

const bitsOf = ({ width, height, fps }: Format) => Math.round(width * height * fps * BITS);

/** Encoders halve both sides for colours. */
const even = (side: number) => 2 * Math.round(side / 2);
