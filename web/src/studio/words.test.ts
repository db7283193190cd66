import { expect, test } from "vitest";
import { uiWords } from "../ui/words";
import { studioWords } from "./words";

const zh = { ...uiWords.zh, ...studioWords.zh };
const en = { ...uiWords.en, ...studioWords.en };

test("a device that is not known reads well in the middle of a sentence and at its beginning", () => {
	expect(en.device("", "")).toBe("");
	expect(en.askingTitle(en.elsewhere)).toBe("Asking another device");
	expect(en.askedTitle(en.elsewhere)).toBe("Another device wants to host instead");
	expect(en.takenText(en.elsewhere, "9:30")).toMatch(/^Another device, since 9:30\./);
	expect(zh.askingTitle(zh.elsewhere)).toBe("正在问另一台设备");
});

test("a device with one known name is called by that name", () => {
	expect(en.askedTitle(en.device("", "iOS"))).toBe("iOS wants to host instead");
	expect(zh.device("Chrome", "")).toBe("Chrome");
});
