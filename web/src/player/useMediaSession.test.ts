// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { useMediaSession } from "./useMediaSession";

const acts = { play: () => {}, pause: () => {}, toggle: () => {} };
let session: { metadata: unknown; playbackState: string; handlers: Record<string, unknown>; setActionHandler: unknown };

beforeEach(() => {
	const handlers: Record<string, unknown> = {};
	const setActionHandler = (name: string, act: unknown) => {
		handlers[name] = act;
	};
	session = { metadata: null, playbackState: "none", handlers, setActionHandler };
	vi.stubGlobal(
		"MediaMetadata",
		class {
			constructor(init: object) {
				Object.assign(this, init);
			}
		},
	);
	Object.defineProperty(navigator, "mediaSession", { value: session, configurable: true });
});

const use = (cover: string, paused = false) =>
	renderHook(({ paused }) => useMediaSession("The show", cover, { ...acts, paused }), { initialProps: { paused } });

test("the system shows the title and the cover, and controls the show until the page goes", () => {
	const { rerender, unmount } = use("https://example.com/cover.png");
	expect(session.metadata).toEqual({ title: "The show", artwork: [{ src: "https://example.com/cover.png" }] });
	expect(session.playbackState).toBe("playing");
	expect(session.handlers).toEqual({ play: acts.play, pause: acts.pause });
	rerender({ paused: true });
	expect(session.playbackState).toBe("paused");
	unmount();
	expect(session).toMatchObject({ metadata: null, playbackState: "none", handlers: { play: null, pause: null } });
});

test.each(["", "http://[", "javascript:alert(1)"])("a cover that no system can load (%j) is left out", (cover) => {
	use(cover);
	expect(session.metadata).toEqual({ title: "The show", artwork: [] });
});

test("a browser without media sessions is left alone", () => {
	Object.defineProperty(navigator, "mediaSession", { value: undefined, configurable: true });
	expect(() => use("")).not.toThrow();
});
