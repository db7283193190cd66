import { expect, test } from "vitest";
import { arrangeTiles, GAP, LEAST } from "./grid";

const rows = (count: number, columns: number) => Math.ceil(count / columns);
const heightOf = (count: number, { columns, tileWidth }: ReturnType<typeof arrangeTiles>) =>
	rows(count, columns) * ((tileWidth * 9) / 16) + (rows(count, columns) - 1) * GAP;
const widthOf = ({ columns, tileWidth }: ReturnType<typeof arrangeTiles>) => columns * tileWidth + (columns - 1) * GAP;

test("nine tiles all fit on a desktop", () => {
	const grid = arrangeTiles(9, 1232, 540);
	expect(grid.columns).toBe(3);
	expect(heightOf(9, grid)).toBeLessThanOrEqual(540);
});

test("nine tiles all fit on a phone", () => {
	const grid = arrangeTiles(9, 366, 680);
	expect(grid.columns).toBe(2);
	expect(heightOf(9, grid)).toBeLessThanOrEqual(680);
});

test("two tiles are stacked on a phone", () => {
	expect(arrangeTiles(2, 366, 680)).toEqual({ columns: 1, tileWidth: 366 });
});

test("tiles are never wider than their box nor too narrow for a face", () => {
	for (let count = 1; count <= 26; count += 1) {
		for (const [width, height] of [
			[296, 300],
			[366, 680],
			[736, 200],
			[1232, 540],
		] as const) {
			const grid = arrangeTiles(count, width, height);
			expect(widthOf(grid)).toBeLessThanOrEqual(width);
			expect(grid.tileWidth).toBeGreaterThanOrEqual(Math.min(LEAST, width) - 1);
		}
	}
});

test("tiles scroll where they would be too small", () => {
	const grid = arrangeTiles(26, 366, 300);
	expect(grid.columns).toBe(2);
	expect(heightOf(26, grid)).toBeGreaterThan(300);
});

test("a box that has no size yet gives one column", () => {
	expect(arrangeTiles(4, 0, 0).columns).toBe(1);
});
