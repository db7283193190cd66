import { useRef } from "react";
import type { Format } from "../compositor/orders";
import type { View } from "../net/types";

/** Return the size and rate of the program. They stay while it is sent: another size would interrupt viewers. */
export function useFormat({ Width: width, Height: height, Fps: fps }: View["Program"], sending: boolean): Format {
	const kept = useRef<Format>({ width, height, fps });
	const { current } = kept;
	const same = current.width === width && current.height === height && current.fps === fps;
	if (!same && !sending) kept.current = { width, height, fps };
	return kept.current;
}
