// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { movedBy, placesIn } from "./anchor";

/** A box of 100 px whose rows are 20 px high. */
let box: HTMLElement;
let list: HTMLElement;
let scrolled = 0;

const rect = (top: number, height: number) => ({ top, bottom: top + height }) as DOMRect;

function draw(...ids: number[]): void {
	list.replaceChildren(
		...ids.map((id, place) => {
			const row = document.createElement("li");
			row.dataset.message = `${id}`;
			row.getBoundingClientRect = () => rect(50 + place * 20 - scrolled, 20);
			return row;
		}),
	);
}

beforeEach(() => {
	scrolled = 0;
	[box, list] = [document.createElement("div"), document.createElement("ul")];
	box.append(list);
	box.getBoundingClientRect = () => rect(50, 100);
});

test("rows that come or go above the first one in sight move it by their height", () => {
	draw(1, 2, 3, 4, 5);
	scrolled = 30;
	const places = placesIn(box, list);
	expect(places[0]).toEqual({ key: "2", top: -10 });
	draw(-1, 0, 1, 2, 3, 4, 5);
	expect(movedBy(places, box)).toBe(40);
	draw(2, 3, 4, 5, 6);
	expect(movedBy(places, box)).toBe(-20);
});

test("the next row is the anchor when a moderator deletes the first one", () => {
	draw(1, 2, 3, 4);
	scrolled = 20;
	const places = placesIn(box, list);
	draw(1, 3, 4);
	expect(movedBy(places, box)).toBe(-20);
	draw(7, 8);
	expect(movedBy(places, box)).toBe(0);
});
