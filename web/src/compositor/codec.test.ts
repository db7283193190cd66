import { expect, test } from "vitest";
import { colours } from "./codec";

test.each([
	["vp8", "smpte170m"],
	["h264", "smpte170m"],
	["vp9", "bt709"],
] as const)("a frame for %s states the colours that its decoders assume", (codec, matrix) => {
	expect(colours(codec)).toEqual({ primaries: matrix, transfer: matrix, matrix, fullRange: false });
});
