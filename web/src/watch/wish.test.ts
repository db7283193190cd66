// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import type { Choice } from "./quality";
import { choose, keptChoice, wish, wished } from "./wish";

let saveData: boolean;

beforeEach(() => {
	saveData = false;
	Object.defineProperty(navigator, "connection", { get: () => ({ saveData }), configurable: true });
});

test("a viewer who chose nothing leaves it to the page, or saves data as the browser does", () => {
	expect(keptChoice()).toBe("auto");
	saveData = true;
	expect(keptChoice()).toBe("save");
});

test.each<Choice>(["auto", "save", "sound", 720])("the choice %s is kept for the next show", (choice) => {
	saveData = choice === "auto";
	choose(choice);
	expect(wished.get().choice).toBe(choice);
	expect(keptChoice()).toBe(choice);
});

test.each(["high", "0", "-720", "720p", "99999"])("an unknown kept choice %s counts as none", (kept) => {
	localStorage.setItem("kaibo.quality", kept);
	expect(keptChoice()).toBe("auto");
});

test("a part of the wish changes alone, and listeners hear of it until they go", () => {
	const heard = vi.fn();
	const leave = wished.listen(heard);
	wish({ place: { width: 640, height: 360 } });
	wish({ choice: "auto", hidden: true });
	expect(wished.get()).toEqual({ choice: "auto", place: { width: 640, height: 360 }, hidden: true });
	leave();
	wish({ hidden: false });
	expect(heard).toHaveBeenCalledTimes(2);
});
