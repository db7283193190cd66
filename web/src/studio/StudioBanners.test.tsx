// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { StudioBanners } from "./StudioBanners";
import type { StudioParts } from "./useStudio";

beforeEach(() => setLanguage("en"));

test("a host who talks into a muted microphone can open it at once", () => {
	const set = vi.fn();
	const studio = { onAir: {}, screen: {}, blocked: "", devices: { set }, open: false, mutedTalk: true };
	render(<StudioBanners session={sessionOf().session} view={viewOf()} studio={studio as unknown as StudioParts} />);
	expect(screen.getByRole("alert").textContent).toContain("You’re muted");
	fireEvent.click(screen.getByText("Unmute"));
	expect(set.mock.calls).toEqual([["mic", true]]);
});
