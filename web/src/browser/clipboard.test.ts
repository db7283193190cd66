// @vitest-environment happy-dom
import "../testing/setup";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { copyText } from "./clipboard";

const LINK = "http://kaibo.test/w/tea";
let copied: string[];
const execCommand = vi.fn(() => {
	const field = document.querySelector("textarea") as HTMLTextAreaElement;
	copied.push(field.value.slice(field.selectionStart, field.selectionEnd));
	return true;
});

beforeEach(() => {
	copied = [];
	document.body.innerHTML = '<button id="copy">Copy</button>';
	Object.defineProperty(document, "execCommand", { configurable: true, value: execCommand });
});
afterEach(() => void Reflect.deleteProperty(document, "execCommand"));

test("a browser with a clipboard gets the text", async () => {
	const writeText = vi.fn(async () => {});
	vi.stubGlobal("navigator", { clipboard: { writeText } });
	expect(await copyText(LINK)).toBe(true);
	expect([writeText.mock.calls, copied]).toEqual([[[LINK]], []]);
});

test.each([
	["has none", {}],
	["refuses it", { clipboard: { writeText: async () => Promise.reject(new DOMException("no", "NotAllowedError")) } }],
])("a browser whose clipboard %s gets the text the older way, and the focus stays", async (_, navigator) => {
	vi.stubGlobal("navigator", navigator);
	const button = document.querySelector("#copy") as HTMLElement;
	button.focus();
	expect(await copyText(LINK)).toBe(true);
	expect(copied).toEqual([LINK]);
	expect(document.activeElement).toBe(button);
	expect(document.querySelector("textarea")).toBeNull();
});

test("in an open dialog the text is selected inside it", async () => {
	vi.stubGlobal("navigator", {});
	document.body.innerHTML = "<dialog open></dialog>";
	let inside = false;
	execCommand.mockImplementationOnce(() => {
		inside = document.querySelector("dialog textarea") !== null;
		return true;
	});
	await copyText(LINK);
	expect(inside).toBe(true);
});

test("a browser that can copy in no way is told", async () => {
	vi.stubGlobal("navigator", {});
	execCommand.mockReturnValueOnce(false);
	expect(await copyText(LINK)).toBe(false);
	Reflect.deleteProperty(document, "execCommand");
	expect(await copyText(LINK)).toBe(false);
});
