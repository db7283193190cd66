// @vitest-environment happy-dom
import "../testing/setup";
import { render } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import type { Device, DevicesState } from "../devices/devices";
import { setLanguage } from "../i18n/language";
import { FakeTrack } from "../testing/media";
import { viewOf } from "../testing/view";
import { isFirst, StudioReady } from "./StudioReady";
import type { StudioParts } from "./useStudio";

beforeEach(() => setLanguage("en"));

const works = (kind: "audio" | "video") => ({ track: new FakeTrack(kind, kind).track, opening: false }) as unknown as Device;
const NONE = { track: null, opening: false } as unknown as Device;
const OPENING = { track: null, opening: true } as unknown as Device;

test.each([
	[works("audio"), works("video"), "Camera and microphone work"],
	[works("audio"), NONE, "The microphone works"],
	[NONE, works("video"), "The camera works"],
	[NONE, NONE, "No picture and no sound yet"],
	[works("audio"), OPENING, "Opening camera and microphone"],
])("a host reads which devices work", (mic, camera, title) => {
	const { container } = render(<StudioReady device={{ mic, camera } as DevicesState} recorded={false} />);
	expect(container.querySelector("li b")?.textContent).toBe(title);
	expect(container.querySelector("[data-done=true]") !== null).toBe(title === "Camera and microphone work");
});

test("the list is for a host alone before the show", () => {
	const studio = (state: string, open = true) => ({ open, onAir: { state } }) as StudioParts;
	expect(isFirst(viewOf(), studio("preview"))).toBe(true);
	expect(isFirst(viewOf({ Guests: [{}] as never }), studio("preview"))).toBe(false);
	expect(isFirst(viewOf({ Activity: { Wanted: true } }), studio("preview"))).toBe(false);
	expect(isFirst(viewOf(), studio("live"))).toBe(false);
	expect(isFirst(viewOf(), studio("taken", false))).toBe(false);
});
