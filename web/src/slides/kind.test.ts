import { expect, test } from "vitest";
import { refusalOf } from "./kind";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test("a PDF may have something before its mark", () => {
	expect(refusalOf(bytes("%PDF-1.7\n%âãÏÓ"))).toBeNull();
	expect(refusalOf(bytes(`${"\n".repeat(600)}%PDF-1.4`))).toBeNull();
});

test.each([
	["PK\u0003\u0004\u0014", "presentation"],
	["\u00d0\u00cf\u0011\u00e0\u00a1\u00b1", "presentation"],
	["<!doctype html>", "other"],
	["", "other"],
] as const)("%j is refused as %s", (head, why) => {
	expect(refusalOf(bytes(head))).toBe(why);
});
