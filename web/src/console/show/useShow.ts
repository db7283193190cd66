import { useCallback } from "react";
import { ApiError } from "../../net/call";
import { act, type Result } from "../calls";
import { useFresh } from "../useFresh";

export type Details = Result<"GetActivityAPI">;
export type Now = Result<"GetShowState">;
export type Finding = Now["Findings"][number];
export type Person = Result<"ListSessions">["Sessions"][number];

/** One show, as the server told it last. */
export interface ShowState {
	show: Details;
	now: Now;
	/** Those who are in, hosts first. */
	people: Person[];
}

/** How often a show is read again while the page is seen. */
const EVERY_MS = 5_000;

/** Read one show, how it is doing, and who is in. It stays fresh while the page is seen. `again` reads it now.
 *  Returns null before the first answer, and "gone" for an unknown show. */
export function useShow(id: number, onOut: () => void): [ShowState | "gone" | null, () => void] {
	const read = useCallback(() => readShow(id), [id]);
	return useFresh(read, EVERY_MS, onOut);
}

async function readShow(id: number): Promise<ShowState | "gone"> {
	const about = { ActivityId: id };
	try {
		const [show, now, { Sessions }] = await Promise.all([
			act("GetActivityAPI", about),
			act("GetShowState", about),
			act("ListSessions", { ...about, OnlyLiving: 1, PageSize: 100 }),
		]);
		return { show, now, people: inside(Sessions) };
	} catch (error) {
		if (error instanceof ApiError && error.code.startsWith("ResourceNotFound")) return "gone";
		throw error;
	}
}

/** Return the people who are in: hosts first, then those on the stage. */
export function inside(people: Person[]): Person[] {
	const rank = (one: Person) => (one.Role === "host" ? 2 : Number(one.OnStage));
	return people.filter((one) => one.Connected).sort((one, other) => rank(other) - rank(one));
}
