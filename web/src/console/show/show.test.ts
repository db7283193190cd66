import { expect, test } from "vitest";
import { fieldOf, secondsOf } from "../time";
import { decided, readValue, SETTINGS } from "./settings";
import { inside, type Person } from "./useShow";
import { showWords } from "./words";

test("each setting of the schema has words in both languages", () => {
	expect(SETTINGS.length).toBeGreaterThan(2);
	for (const [language, { details }] of Object.entries(showWords)) {
		for (const { block, field, choices } of SETTINGS) {
			const words = details.blocks[block]?.[field];
			expect(words?.label, `${block}.${field}`).toBeTruthy();
			expect(/\p{Script=Han}/u.test(words?.label ?? ""), `${language}: ${words?.label}`).toBe(language === "zh");
			// A size such as 720p needs no words.
			for (const one of choices) expect(words?.values[one] ?? /^\d+p$/.exec(one), one).toBeTruthy();
		}
	}
});

test("settings stand in the order of their words, and a number has the bounds of the schema", () => {
	const blocks = [...new Set(SETTINGS.map(({ block }) => block))];
	expect(blocks).toEqual(Object.keys(showWords.en.details.blocks).filter((block) => blocks.includes(block)));
	expect(Object.keys(showWords.zh.details.blocks)).toEqual(Object.keys(showWords.en.details.blocks));
	const slow = SETTINGS.find(({ field }) => field === "SlowSeconds");
	expect([slow?.kind, slow?.min, slow?.max]).toEqual(["number", 0, 600]);
});

test("a setting that goes back to the server's own leaves the document", () => {
	const setting = SETTINGS.find(({ kind }) => kind === "flag");
	if (!setting) throw new Error("the schema has no flag");
	const on = decided({}, setting, readValue(setting, "true"));
	expect(on).toEqual({ [setting.block]: { [setting.field]: true } });
	expect(decided(on, setting, readValue(setting, ""))).toEqual({ [setting.block]: {} });
});

test("a moment comes back from its field", () => {
	const seconds = Math.floor(Date.UTC(2026, 10, 29, 20, 30) / 1000);
	expect(secondsOf(fieldOf(seconds))).toBe(seconds);
	expect([fieldOf(0), secondsOf("")]).toEqual(["", 0]);
});

test("hosts are first of those who are in, and then the people on the stage", () => {
	const person = (SessionId: string, more: Partial<Person>) =>
		({ SessionId, Connected: true, OnStage: false, Role: "guest", ...more }) as Person;
	const all = [
		person("waits", {}),
		person("left", { Connected: false }),
		person("stage", { OnStage: true }),
		person("host", { Role: "host" }),
	];
	expect(inside(all).map((one) => one.SessionId)).toEqual(["host", "stage", "waits"]);
});
