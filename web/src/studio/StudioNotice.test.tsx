// @vitest-environment happy-dom
import "../testing/setup";
import { render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { StudioNotice } from "./StudioNotice";
import type { StudioParts } from "./useStudio";

beforeEach(() => setLanguage("en"));

function ended(numbers: { Seconds: number; Watched: number; Most: number } | null) {
	const studio = { onAir: { state: "ended" }, open: false, goingLive: { lack: "" } } as unknown as StudioParts;
	const view = viewOf({ Numbers: numbers as never });
	return render(<StudioNotice session={sessionOf().session} view={view} studio={studio} />).container;
}

test("after the show the numbers come first, and going live again is last", () => {
	const notice = ended({ Seconds: 3486, Watched: 231, Most: 204 });
	const facts = [...notice.querySelectorAll("#show-numbers div")].map((fact) => fact.textContent);
	expect(facts).toEqual(["on air58:06", "watched231", "at most at once204"]);
	expect([...notice.querySelectorAll("button")].map((button) => button.id)).toEqual(["copy-watch-link", "go-live"]);
});

test("a host whose show the organiser ended reads so, with the numbers, and cannot go live from this page", async () => {
	const studio = { onAir: { state: "ended" } } as unknown as StudioParts;
	const view = viewOf({ Session: { EndReason: "show-ended" }, Numbers: { Seconds: 60, Watched: 3, Most: 2 } as never });
	const notice = render(<StudioNotice session={sessionOf().session} view={view} studio={studio} />).container;
	await vi.dynamicImportSettled();
	await pass();
	expect(notice.textContent).toContain("The organiser ended this show");
	expect(notice.querySelector("#show-numbers")).not.toBeNull();
	expect(notice.querySelector("#go-live")).toBeNull();
});

test("the notice does not wait for the numbers", () => {
	const notice = ended(null);
	expect(notice.querySelector("#show-numbers")).toBeNull();
	expect(notice.querySelector("#go-live")).not.toBeNull();
});
