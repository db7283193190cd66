// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { useEffect } from "react";
import { expect, test } from "vitest";
import type { HlsPlayer } from "../hls/player";
import { useBack } from "./useBack";

test("the place is read before the picture of the show leaves the page", async () => {
	const video = { paused: false } as { paused: boolean } & HTMLVideoElement;
	const player = { current: { moment: () => 1_764_300_075_000 } as HlsPlayer | null };
	const page = renderHook(
		({ onAir }) => {
			// biome-ignore lint/correctness/useExhaustiveDependencies: the player goes with the show
			useEffect(
				() => () => {
					player.current = null;
					Object.assign(video, { paused: true });
				},
				[onAir],
			);
			return useBack(onAir, video, player);
		},
		{ initialProps: { onAir: true } },
	);
	await act(async () => page.result.current.goBack(10));
	page.rerender({ onAir: false });
	expect(page.result.current.left).toEqual({ moment: 1_764_300_075_000, paused: false });
});
