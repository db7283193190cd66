// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test } from "vitest";
import { LaunchPage } from "../testing/launchPage";

let field: HTMLInputElement;
beforeEach(() => {
	new LaunchPage("/go").load(["call", "speak", "go"], { page: "go", state: "" }, '<form id="typed"><input id="key"></form>');
	field = document.getElementById("key") as HTMLInputElement;
});

function put(value: string, isComposing = false): string {
	field.value = value;
	field.setSelectionRange(value.length, value.length);
	field.dispatchEvent(new InputEvent("input", { isComposing }));
	return field.value;
}

test("letters are grouped by four while a person types", () => {
	expect(put("k7qm2")).toBe("K7QM-2");
	expect(put("K7QM-2XWD-")).toBe("K7QM-2XWD");
	expect(put("k7qm 2xwd")).toBe("K7QM-2XWD");
});

test("letters that an input method composes stay until it is done", () => {
	for (const value of ["ｋ", "ｋ７", "ｋ７ｑ", "ｋ７ｑｍ２"]) expect(put(value, true)).toBe(value);
	field.dispatchEvent(new CompositionEvent("compositionend", { data: "ｋ７ｑｍ２" }));
	expect(field.value).toBe("K7QM-2");
});

test("full-width letters, other dashes and other spaces become the plain ones", () => {
	expect(put("Ｋ７ＱＭ－２ＸＷＤ")).toBe("K7QM-2XWD");
	expect(put("K7QM–2XWD—K7QM")).toBe("K7QM-2XWD-K7QM");
	expect(put("K7QM\u30002XWD\u00a0K7QM")).toBe("K7QM-2XWD-K7QM");
});

test("pasted text around a join code stays for the server to read", () => {
	for (const text of ["口令：K7QM-2XWD", "Code: K7QM-2XWD.", "K7QM-2XWD-K7QM-2XWD-K7QM-2XWD 24h"]) expect(put(text)).toBe(text);
});
