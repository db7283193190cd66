// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { ApiError } from "../net/call";
import { Ask } from "./Ask";
import { Refusal } from "./Refusal";
import { reasonOf } from "./refused";
import { consoleWords } from "./words";

test("Escape answers no, and the button that asked has the focus again", () => {
	const act = vi.fn();
	const words = { words: "Remove", name: "Remove: Mia", question: "Remove Mia?", keep: "Keep" };
	render(<Ask {...words} choices={[{ words: "Remove", act }]} onDone={act} onOut={act} />);
	fireEvent.click(screen.getByRole("button", { name: "Remove: Mia" }));
	expect(document.activeElement?.textContent).toBe("Keep");
	fireEvent.keyDown(document.body, { key: "x" });
	expect(screen.getByText("Remove Mia?")).toBeTruthy();
	fireEvent.keyDown(document.body, { key: "Escape" });
	expect(screen.queryByText("Remove Mia?")).toBeNull();
	expect(document.activeElement).toBe(screen.getByRole("button", { name: "Remove: Mia" }));
	expect(act).not.toHaveBeenCalled();
});

test("a refused field says what to change, and nobody is told to try the same again", () => {
	const reason = (code: string, status = 400) => reasonOf(new ApiError(code, "", status));
	expect(reason("InvalidParameter.ExpireTime")).toBe("ahead");
	expect(reason("InvalidParameter.UserName")).toBe("name");
	expect(reason("InvalidParameter.Settings.Chat.SlowSeconds")).toBe("input");
	expect(reason("ResourceNotFound.Link", 404)).toBe("gone");
	expect(reason("InternalError", 500)).toBe("failed");
	setLanguage("zh");
	render(<Refusal reason="ahead" />);
	expect(screen.getByRole("alert").textContent).toBe(consoleWords.zh.refused.ahead);
});
