import { expect, test } from "vitest";
import { scaled } from "./whole";

const WIDE = { width: 1280, height: 720 };

test.each([
	[{ width: 960, height: 540 }, "whole", [1280, 720]],
	[{ width: 4, height: 3 }, "whole", [960, 720]],
	[{ width: 4, height: 3 }, "cover", [1280, 960]],
	[{ width: 3, height: 400 }, "whole", [5, 720]],
	[{ width: 1, height: 100_000 }, "whole", [1, 720]],
	[{ width: 1281, height: 720 }, "whole", [1280, 720]],
] as const)("%j is %s in 1280×720", (own, how, [width, height]) => {
	expect(scaled(own, WIDE, how)).toEqual({ width, height });
});
