import type { DesignSource } from "../design/document";
import type { Drawing } from "../source/source";
import { oneLine } from "../ui/oneLine";
import { painters } from "./late";

export type Countdown = Extract<DesignSource, { kind: "countdown" }>;

/** The times that a countdown depends on, all in unix milliseconds by the server's clock. 0 for never. */
export interface Times {
	now: number;
	/** When it ends, if the host started it. */
	ends: number;
	/** The planned start of the show. */
	startsAt: number;
}

/** Return when a countdown ends. 0: nobody started it. */
export function endOf({ seconds }: Countdown, { ends, startsAt }: Pick<Times, "ends" | "startsAt">): number {
	return ends || (seconds ? 0 : startsAt);
}

/** Write the time that is left: 4:59, 1:04:59, at the end 0:00. One that nobody started shows how long it will run.
 *  Empty: nobody knows when the show starts. */
export function countdownText(source: Countdown, times: Times): string {
	const end = endOf(source, times);
	if (!end && !source.seconds) return "";
	return left(end ? Math.max(0, Math.ceil((end - times.now) / 1000)) : source.seconds);
}

function left(seconds: number): string {
	const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const two = (part: number) => String(part).padStart(2, "0");
	return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Draw the time that is left. */
export function countdownDrawing(source: Countdown, times: Times): Drawing {
	const text = countdownText(source, times);
	const title = oneLine(source.title);
	return {
		key: JSON.stringify(["countdown", title, text]),
		draw: async (width, height, frame) => {
			const { painted, paintTime } = await painters();
			return painted(width, height, (to) => text && paintTime(to, text, title, width, height, frame));
		},
	};
}
