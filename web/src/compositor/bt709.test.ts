import { expect, test } from "vitest";
import { toBt709 } from "./bt709";

test.each([
	["black", [0, 0, 0], [16, 128, 128]],
	["white", [255, 255, 255], [235, 128, 128]],
	["red", [255, 0, 0], [63, 102, 240]],
	["green", [0, 255, 0], [173, 42, 26]],
	["blue", [0, 0, 255], [32, 240, 118]],
] as const)("%s has the values of BT.709 in each of its planes", (_, colour, [y, u, v]) => {
	const planes = new Uint8Array(12);
	toBt709(
		new Uint8Array(
			Array(8)
				.fill([...colour, 255])
				.flat(),
		),
		{ width: 4, height: 2 },
		planes,
	);
	expect([...planes]).toEqual([...Array(8).fill(y), u, u, v, v]);
});
