// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { tileAt, tilesOf } from "./storyboard";

const BOARD = `WEBVTT

00:00:00.000 --> 00:00:10.000
0.jpg#xywh=0,0,160,90

NOTE nothing
01:00:10.500 --> 01:00:20.000
1.jpg#xywh=160,90,160,90
`;

test("a storyboard gives parts of sheets beside its own address", () => {
	const [first, second] = tilesOf(BOARD, "/w/demo/replay/key/storyboard.vtt");
	expect(first).toMatchObject({ from: 0, x: 0, y: 0, width: 160, height: 90 });
	expect(second?.from).toBe(3610.5);
	expect(new URL(second?.sheet ?? "").pathname).toBe("/w/demo/replay/key/1.jpg");
});

test.each(["", "<html>", "WEBVTT\n\n0.jpg#xywh=0,0,160,90", "00:00:00.000 --> x\n0.jpg#xywh=a,0,1,1"])(
	"a text without pictures gives none: %j",
	(text) => {
		expect(tilesOf(text, "/x.vtt")).toEqual([]);
	},
);

test("the last picture before a place is its picture", () => {
	const tiles = tilesOf(BOARD, "/x.vtt");
	expect(tileAt(tiles, 3609)).toBe(tiles[0]);
	expect(tileAt(tiles, 9999)).toBe(tiles[1]);
	expect(tileAt([], 5)).toBeNull();
});
