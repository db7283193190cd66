import { expect, test } from "vitest";
import { contrast, wordsOn } from "./colour";

test("contrast is that of WCAG", () => {
	expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
	expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
	expect(contrast("#2f6f62", "#2f6f62")).toBe(1);
});

test("words on any colour are readable", () => {
	expect(wordsOn("#2f6f62")).toBe("#ffffff");
	expect(wordsOn("#ffd400")).toBe("#000000");
	for (let value = 0; value < 1 << 24; value += 4099) {
		const ground = `#${value.toString(16).padStart(6, "0")}`;
		expect(contrast(wordsOn(ground), ground)).toBeGreaterThan(4.5);
	}
});
