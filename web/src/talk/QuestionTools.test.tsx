// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import type { Question } from "../net/talk";
import { questionOf } from "../testing/talk";
import { QuestionTools } from "./QuestionTools";

const done = vi.fn();

beforeEach(() => {
	setLanguage("en");
	done.mockClear();
});

const shown = (part: Partial<Question>) => render(<QuestionTools question={questionOf(part)} act={done as never} />);
const press = (name: string) => fireEvent.click(document.querySelector(`[data-act="${name}"]`) as Element);
const more = () => fireEvent.click(document.getElementById("question-3") as Element);

test("a question that others do not see yet can be shown, and not put on screen", () => {
	for (const State of ["held", "hidden"] as const) {
		const { unmount } = shown({ Id: 3, State });
		expect(document.querySelector("[data-act=screen]")).toBeNull();
		screen.getByText("Show to all").click();
		expect(done).toHaveBeenLastCalledWith("ShowQuestion", { Id: 3 });
		unmount();
	}
});

test("a question is deleted from its menu", () => {
	shown({ Id: 3 });
	more();
	press("delete");
	expect(done.mock.calls).toEqual([["DeleteQuestion", { Id: 3 }]]);
});

test("the author of a question is silenced, and banned after a question that names them", () => {
	shown({ Id: 3 });
	more();
	expect(screen.getByText("Silence")).toBeTruthy();
	press("silence");
	more();
	press("ban");
	expect(screen.getByText("Ban Aki from this show?")).toBeTruthy();
	expect(document.activeElement?.textContent).toBe("Cancel");
	press("ban-now");
	expect(document.activeElement?.id).toBe("question-3");
	expect(done.mock.calls).toEqual([
		["SilenceAsker", { Id: 3, Silenced: true }],
		["BanAsker", { Id: 3, Banned: true }],
	]);
});

test("the author of an anonymous question is silenced and banned without a name, and freed again", () => {
	const { unmount } = shown({ Id: 3, UserId: 0, UserName: "" });
	more();
	expect(screen.getByText("Hide their later anonymous questions")).toBeTruthy();
	press("ban");
	expect(screen.getByText("Ban the person who asked this?")).toBeTruthy();
	expect(screen.getByText(/You will not learn who it is/)).toBeTruthy();
	unmount();
	shown({ Id: 3, UserId: 0, UserName: "", Silenced: true, Banned: true });
	expect(screen.getByText("Banned")).toBeTruthy();
	for (const one of ["silence", "ban"]) {
		more();
		press(one);
	}
	expect(done.mock.calls).toEqual([
		["SilenceAsker", { Id: 3, Silenced: false }],
		["BanAsker", { Id: 3, Banned: false }],
	]);
});
