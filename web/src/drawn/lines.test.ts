import { expect, test } from "vitest";
import { linesOf } from "./lines";

test("line breaks stay, and controls and turns of the text go", () => {
	expect(linesOf("one\r\ntwo\n\nthree\u2028four\tfive \u202eevil")).toEqual(["one", "two", "", "three", "four five evil"]);
});
