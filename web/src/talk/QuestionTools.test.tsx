// @vitest-environment happy-dom
import "../testing/setup";
import { render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { questionOf } from "../testing/talk";
import { QuestionTools } from "./QuestionTools";

test("a question that others do not see yet can be shown, and not put on screen", () => {
	setLanguage("en");
	const done = vi.fn();
	for (const State of ["held", "hidden"] as const) {
		const { unmount } = render(<QuestionTools question={questionOf({ Id: 3, State })} act={done as never} />);
		expect(document.querySelector("[data-act=screen]")).toBeNull();
		screen.getByText("Show to all").click();
		expect(done).toHaveBeenLastCalledWith("ShowQuestion", { Id: 3 });
		unmount();
	}
});
