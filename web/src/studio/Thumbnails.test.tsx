// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Session } from "../net/useSession";
import Thumbnails from "./Thumbnails";

const MINUTE_MS = 60_000;
const stopped = vi.fn();
const track = { clone: () => ({ stop: stopped }) } as unknown as MediaStreamTrack;
const frame = { displayWidth: 1280, displayHeight: 720, close: vi.fn() };

/** A canvas whose picture is the text of its size. */
class Canvas {
	constructor(
		readonly width: number,
		readonly height: number,
	) {}
	getContext = () => ({ drawImage: () => {} });
	convertToBlob = async ({ type }: { type: string }) => new Blob([`${type} ${this.width}x${this.height}`]);
}

class Processor {
	readable = { getReader: () => ({ read: async () => ({ value: frame }), cancel: async () => {} }) };
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal("OffscreenCanvas", Canvas);
	vi.stubGlobal("MediaStreamTrackProcessor", Processor);
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.clearAllMocks();
});

test("a small picture goes out soon and twice a minute, also after a refusal", async () => {
	const call = vi.fn().mockRejectedValueOnce(new Error("no answer")).mockResolvedValue({});
	const { unmount } = render(<Thumbnails session={{ call, tab: "t" } as unknown as Session} track={track} />);
	await vi.advanceTimersByTimeAsync(MINUTE_MS);
	const sent = ["PutThumbnail", { Tab: "t", Picture: btoa("image/webp 320x180") }];
	expect(call.mock.calls).toEqual([sent, sent, sent]);
	expect([stopped, frame.close].map((one) => one.mock.calls.length)).toEqual([3, 3]);
	unmount();
	await vi.advanceTimersByTimeAsync(MINUTE_MS);
	expect(call).toHaveBeenCalledTimes(3);
});
