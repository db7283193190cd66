import { expect, test } from "vitest";
import type { WatchView } from "../net/types";
import { RULES } from "../testing/talk";
import { watchState } from "./watchState";

const view = (Status: number, Away = false, Starting = false): WatchView => ({
	Chat: { ...RULES, Pinned: null },
	Name: "show",
	Status,
	Starting,
	Away,
	LiveTime: 0,
	Planned: false,
	EndTime: 0,
	Waiting: 0,
	CoverImage: "",
	Publisher: "p",
	Viewers: 1,
	Recording: "off",
	Replay: null,
	Live: null,
});

test("the server decides the state before and after the show, frames decide it during the show", () => {
	expect(watchState(null, "none")).toBe("waiting");
	expect(watchState(null, "coming")).toBe("live");
	expect(watchState(view(2), "coming")).toBe("waiting");
	expect(watchState(view(1), "none")).toBe("waiting");
	expect(watchState(view(1), "coming")).toBe("live");
	expect(watchState(view(1, true), "coming")).toBe("live");
	expect(watchState(view(1, true), "stopped")).toBe("away");
	expect(watchState(view(1, true), "none")).toBe("away");
	expect(watchState(view(4), "coming")).toBe("over");
	expect(watchState(view(3), "none")).toBe("over");
});

test("a show that starts is live at its first frame", () => {
	for (const status of [2, 4]) {
		expect(watchState(view(status, false, true), "none")).toBe("waiting");
		expect(watchState(view(status, false, true), "coming")).toBe("live");
	}
});

test("frames that stop alone say nothing about the host", () => {
	expect(watchState(view(1), "stopped")).toBe("slow");
});
