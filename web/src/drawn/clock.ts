import type { DesignSource } from "../design/document";
import type { Drawing } from "../source/source";
import { painters } from "./late";

export type Clock = Extract<DesignSource, { kind: "clock" }>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Write the time of day as 20:05 or 20:05:09. An unknown zone counts as the host's. */
export function clockText({ zone, seconds }: Clock, now: number): string {
	const key = `${zone} ${seconds}`;
	const format = formats.get(key) ?? formatOf(zone, seconds);
	formats.set(key, format);
	return format.format(now);
}

/** British English writes the time with 24 hours, colons and the digits 0 to 9. */
function formatOf(zone: string, seconds: boolean): Intl.DateTimeFormat {
	const parts: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
	if (seconds) parts.second = "2-digit";
	try {
		return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: zone || undefined });
	} catch {
		return new Intl.DateTimeFormat("en-GB", parts);
	}
}

/** Draw the time of day. */
export function clockDrawing(source: Clock, now: number): Drawing {
	const text = clockText(source, now);
	return {
		key: JSON.stringify(["clock", text]),
		draw: async (width, height, frame) => {
			const { painted, paintTime } = await painters();
			return painted(width, height, (to) => paintTime(to, text, "", width, height, frame));
		},
	};
}
