import { expect, test } from "vitest";
import type { Picture } from "../scene/picture";
import { boxOf } from "../testing/box";
import { Switching } from "./switching";

const picture = (scene: string, ...sources: string[]): Picture => ({
	scene,
	size: { width: 640, height: 360 },
	ground: { first: "#000000", last: "#000000" },
	boxes: sources.map((source) => boxOf(source)),
});
const A = picture("a", "camera");
const B = picture("b", "screen");
const never = () => false;
const always = () => true;

function shown(fade = false): Switching {
	const switching = new Switching();
	switching.show(A, fade, 0);
	return switching;
}

test("the first picture, and a change within a scene, are shown at once", () => {
	const switching = shown();
	expect(switching.picture).toBe(A);
	const more = picture("a", "camera", "guest");
	expect(switching.show(more, false, 10)).toBe("cut");
	expect(switching.picture).toBe(more);
});

test("the old scene stays until the new one has its pictures", () => {
	const switching = shown();
	expect(switching.show(B, false, 0)).toBe("none");
	expect(switching.advance(500, never, true)).toBe("none");
	expect([switching.picture, switching.waits]).toEqual([A, true]);
	expect(switching.advance(600, always, true)).toBe("cut");
	expect([switching.picture, switching.waits]).toEqual([B, false]);
});

test("the new scene comes after a second, whatever it lacks", () => {
	const switching = shown();
	switching.show(B, false, 100);
	expect(switching.advance(1099, never, true)).toBe("none");
	switching.show(picture("b", "screen", "guest"), false, 1050);
	expect(switching.advance(1100, never, true)).toBe("cut");
});

test("a host who goes back before the switch stays in the old scene", () => {
	const switching = shown();
	switching.show(B, false, 0);
	switching.show(A, false, 10);
	expect(switching.advance(2000, always, true)).toBe("none");
	expect(switching.picture).toBe(A);
});

test("the sources of both scenes are in use while one waits", () => {
	const switching = shown();
	switching.show(B, false, 0);
	expect(["camera", "screen", "guest"].map((source) => switching.has(source))).toEqual([true, true, false]);
	switching.advance(0, always, true);
	expect(switching.has("camera")).toBe(false);
});

test("a fade shows less and less of the old scene, and a cut nothing of it", () => {
	const switching = shown();
	switching.show(B, true, 0);
	expect(switching.advance(1000, always, true)).toBe("fade");
	expect([1000, 1150, 1300, 9000].map((now) => switching.old(now))).toEqual([1, 0.5, 0, 0]);
	switching.show(A, false, 1100);
	expect(switching.advance(1100, always, true)).toBe("cut");
	expect(switching.old(1101)).toBe(0);
});

test("a computer without time for a fade cuts", () => {
	const switching = shown();
	switching.show(B, true, 0);
	expect(switching.advance(0, always, false)).toBe("cut");
	expect(switching.old(0)).toBe(0);
});

const BANNER = { ...boxOf("banner"), id: "overlay/banner", x: 10, y: 300, width: 200, height: 40 };
const OTHER = { ...BANNER, id: "overlay/other", x: 300 };
const over = (...overlays: Picture["boxes"]): Picture => ({ ...A, boxes: [...A.boxes, ...overlays] });
const place = ({ x, y, width, height }: Picture["boxes"][number]) => expect.objectContaining({ x, y, width, height });

test("an overlay waits for its picture, and fades in and out at its own place", () => {
	const switching = shown();
	expect(switching.show(over(BANNER), false, 0)).toBe("none");
	expect(switching.advance(10, never, true)).toBe("none");
	expect(switching.advance(20, always, true)).toBe("fade");
	expect(switching.areas).toEqual([place(BANNER)]);
	switching.show(over(OTHER), false, 1000);
	expect(switching.advance(1000, always, true)).toBe("fade");
	expect(switching.areas).toEqual([place(BANNER), place(OTHER)]);
	switching.show(A, false, 2000);
	expect(switching.advance(2000, always, true)).toBe("fade");
	expect(switching.areas).toEqual([place(OTHER)]);
});

test("a change of an overlay that stays is shown at once", () => {
	const switching = shown();
	switching.show(over(BANNER), false, 0);
	switching.advance(0, always, true);
	expect(switching.show(over({ ...BANNER, x: 20 }), false, 10)).toBe("cut");
});

test("a fade that begins during another one takes the whole picture", () => {
	const switching = shown();
	switching.show(B, true, 0);
	switching.advance(0, always, true);
	switching.show({ ...B, boxes: [...B.boxes, BANNER] }, false, 100);
	expect(switching.advance(100, always, true)).toBe("fade");
	expect(switching.areas).toEqual([{ x: 0, y: 0, width: 640, height: 360 }]);
});
