import { expect, test } from "vitest";
import { fitText, LINE, oneRow } from "./fit";
import { charactersOf, type Measure } from "./wrap";

/** Each character is half as wide as it is high. */
const measureAt =
	(size: number): Measure =>
	(text) =>
		(text.length * size) / 2;

test("text that fits has the size that was asked for", () => {
	expect(fitText(["Hello"], { width: 200, height: 100 }, 40, measureAt)).toEqual({ size: 40, lines: ["Hello"] });
});

test("text that does not fit gets as small as it must", () => {
	const { size, lines } = fitText(["one two three four"], { width: 100, height: 50 }, 40, measureAt);
	expect([size, lines]).toEqual([20, ["one two", "three four"]]);
});

test("a long word makes letters smaller rather than breaking", () => {
	expect(fitText(["Willkommen"], { width: 100, height: 500 }, 30, measureAt)).toEqual({ size: 20, lines: ["Willkommen"] });
	expect(fitText(["a".repeat(100)], { width: 100, height: 500 }, 30, measureAt).size).toBe(26);
});

test.each([
	["a".repeat(2000), 100, 40],
	["words ".repeat(300), 90, 30],
	["字".repeat(2000), 40, 12],
	["x\ny\nz\n".repeat(200), 300, 60],
	["字", 3, 3],
])("%j never leaves its box", (text, width, height) => {
	const { size, lines } = fitText(text.split("\n"), { width, height }, 72, measureAt);
	expect(lines.length === 1 || lines.length * size * LINE <= height).toBe(true);
	expect(lines.every((line) => charactersOf(line).length <= 2 || measureAt(size)(line) <= width)).toBe(true);
});

test("a row that is too long ends with an ellipsis", () => {
	const measure = measureAt(2);
	expect(oneRow("short", 5, measure)).toBe("short");
	expect(oneRow("too long", 5, measure)).toBe("too …");
});
