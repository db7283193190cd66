import { expect, test } from "vitest";
import { piecesOf, wrap } from "./wrap";

/** A font in which Chinese characters are two wide, and all others one. */
const measure = (text: string) => [...text].reduce((sum, one) => sum + (/\p{Script=Han}|[\u3000-\uffef]/u.test(one) ? 2 : 1), 0);
const lines = (text: string, width: number) => wrap(piecesOf(text), width, measure).lines;

test("words stay whole, and spaces between lines go", () => {
	expect(lines("We are back in five minutes", 11)).toEqual(["We are back", "in five", "minutes"]);
});

test("marks stay with their word", () => {
	expect(lines("Hello, world (again).", 8)).toEqual(["Hello,", "world", "(again)."]);
});

test("Chinese breaks between characters, and no line begins with a mark", () => {
	expect(lines("我们马上回来，请稍等。", 8)).toEqual(["我们马上", "回来，请", "稍等。"]);
	expect(lines("我们马上，好", 8)).toEqual(["我们马", "上，好"]);
});

test("no line ends with an opening mark", () => {
	expect(lines("今天讲“直播”吧", 7)).toEqual(["今天讲", "“直播”", "吧"]);
});

test("English words in Chinese stay whole", () => {
	expect(lines("欢迎来到 Kaibo 直播", 10)).toEqual(["欢迎来到", "Kaibo 直播"]);
	expect(lines("用Kaibo直播", 6)).toEqual(["用", "Kaibo", "直播"]);
});

test("a word that is too wide is broken between characters as people see them", () => {
	expect(wrap(piecesOf("aaaa 👩‍👩‍👧👩‍👩‍👧"), 5, (text) => [...new Intl.Segmenter().segment(text)].length * 2.5)).toEqual({
		lines: ["aa", "aa", "👩‍👩‍👧👩‍👩‍👧"],
		broken: true,
	});
});

test("an empty line stays a line", () => {
	expect(lines("", 5)).toEqual([""]);
	expect(lines("   ", 5)).toEqual([""]);
});
