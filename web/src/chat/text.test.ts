import { expect, test } from "vitest";
import { left, partsOf, TEXT_MAX, tidy } from "./text";

test("letters count as the server counts them: code points after NFC, without the space around", () => {
	expect(tidy("  e\u0301  ")).toBe("\u00e9");
	expect(left(" 👍👍 ", TEXT_MAX)).toBe(198);
	expect(left("x".repeat(203), TEXT_MAX)).toBe(-3);
});

test("only web addresses become links, without the mark that ends the sentence", () => {
	expect(partsOf("看 https://a.example/x?y=1。")).toEqual([
		{ text: "看 ", href: "" },
		{ text: "https://a.example/x?y=1", href: "https://a.example/x?y=1" },
		{ text: "。", href: "" },
	]);
	for (const text of ["javascript:alert(1)", "data:text/html,x", "a.example", "https://"]) {
		expect(partsOf(text)).toEqual([{ text, href: "" }]);
	}
});

test("the parts of a text are the whole text", () => {
	const text = "<b>https://a.example/</b> http://b.example, ok";
	expect(
		partsOf(text)
			.map((part) => part.text)
			.join(""),
	).toBe(text);
});
