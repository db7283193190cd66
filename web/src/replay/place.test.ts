// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test } from "vitest";
import { keepPlace, keptPlace } from "./place";

test("this device keeps a place in each replay", () => {
	keepPlace("a", 42.9);
	keepPlace("b", 90);
	keepPlace("a", 50);
	expect([keptPlace("a", 600), keptPlace("b", 600), keptPlace("c", 600)]).toEqual([50, 90, 0]);
});

test.each([
	[9, 600],
	[595, 600],
	[600, 600],
])("a viewer who stopped at %i of %i seconds begins again", (place, duration) => {
	keepPlace("a", place);
	expect(keptPlace("a", duration)).toBe(0);
});

test("the places are few", () => {
	for (let number = 0; number < 60; number += 1) keepPlace(String(number), 100);
	expect([keptPlace("9", 600), keptPlace("10", 600)]).toEqual([0, 100]);
});

test.each(["", "{}", "[[1,2]]", '[["a","x"]]', "nonsense"])("kept values that are no places are none: %j", (text) => {
	localStorage.setItem("kaibo.places", text);
	expect(keptPlace("a", 600)).toBe(0);
	keepPlace("a", 100);
	expect(keptPlace("a", 600)).toBe(100);
});
