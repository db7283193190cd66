// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { STRAY_MS, StudioEnd } from "./StudioEnd";
import type { OnAir } from "./useOnAir";

beforeEach(() => setLanguage("en"));

const endLive = vi.fn();
const isAsking = () => document.querySelector("dialog")?.open;

/** Show the button as it takes the place of "Go live". */
function appear(): (id?: string) => void {
	const { container } = render(<StudioEnd viewers={2} onAir={{ doing: "", endLive } as unknown as OnAir} />);
	return (id = "end-live") => act(() => void fireEvent.click(container.querySelector(`#${id}`) as Element));
}

test("a second press on the place of Go live asks nothing", async () => {
	const click = appear();
	click();
	await pass(STRAY_MS - 1);
	click();
	expect(isAsking()).toBe(false);
	expect(screen.getByRole("button", { name: "End show" }).getAttribute("aria-disabled")).toBe("true");
});

test("a press after that asks once, and the answer ends the show", async () => {
	const click = appear();
	await pass(STRAY_MS);
	click();
	expect(isAsking()).toBe(true);
	click();
	expect(endLive).toHaveBeenCalledOnce();
});
