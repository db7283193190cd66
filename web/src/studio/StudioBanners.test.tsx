// @vitest-environment happy-dom
import "../testing/setup";
import { render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language";
import "../recording/late";
import { pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { StudioBanners } from "./StudioBanners";
import type { StudioParts } from "./useStudio";

beforeEach(() => setLanguage("en"));

test("a host whose computer is too slow reads what viewers get", () => {
	const lowered = { width: 640, height: 360, fps: 30, bits: 600_000 };
	const screens = { shared: new Map(), refused: false };
	const studio = { onAir: {}, screens, blocked: "", open: false, lowered };
	const shown = () =>
		render(<StudioBanners session={sessionOf().session} view={viewOf()} studio={studio as unknown as StudioParts} />);
	shown();
	expect(screen.getByRole("status").textContent).toContain("Viewers get 360p for now.");
	setLanguage("zh");
	shown();
	expect(screen.getAllByRole("status")[1]?.textContent).toContain("观众暂时看到 360p 的画面");
});

const studio = { onAir: {}, screens: { shared: new Map(), refused: false }, blocked: "", open: false };

test("a host reads that the server cannot keep up, until it can", async () => {
	const view = (RecordingOverloaded: boolean) => (
		<StudioBanners
			session={sessionOf().session}
			view={viewOf({ Recording: "on", RecordingOverloaded })}
			studio={studio as never}
		/>
	);
	const { rerender } = render(view(true));
	await pass();
	expect(screen.getByRole("status").textContent).toContain("The sound is whole.");
	rerender(view(false));
	await pass();
	expect(document.getElementById("overloaded")).toBeNull();
});

test.each([
	["full", /This show is not recorded/],
	["disk", /Recording stopped/],
] as const)("a show on air that is not recorded says why: %s", async (Recording, said) => {
	const view = (Recorded: string) => (
		<StudioBanners session={sessionOf().session} view={viewOf({ Recording: Recorded } as never)} studio={studio as never} />
	);
	const { rerender } = render(view("on"));
	await pass();
	expect(document.getElementById("unrecorded")).toBeNull();
	rerender(view(Recording));
	await pass();
	expect(document.getElementById("unrecorded")?.textContent).toMatch(said);
});
