import { useCallback } from "react";
import { ApiError } from "../net/call";
import { act, type Result } from "./calls";
import { useFresh } from "./useFresh";

export type Details = Result<"GetActivityAPI">;
export type Person = Result<"ListSessions">["Sessions"][number];

export interface ShowState {
	/** null before the first answer, "gone" for an unknown show. */
	show: Details | "gone" | null;
	people: Person[];
	viewers: number;
}

/** How often a show is read again while the page is seen. */
const EVERY_MS = 5_000;
const NOBODY = { people: [], viewers: 0 };
const NOT_YET: ShowState = { show: null, ...NOBODY };

/** Read one show, who is in, and how many watch. It stays fresh while the page is seen. `again` reads it now. */
export function useShow(id: number, onOut: () => void): ShowState & { again: () => void } {
	const read = useCallback(() => readShow(id), [id]);
	const [state, again] = useFresh(read, EVERY_MS, onOut);
	return { ...(state ?? NOT_YET), again };
}

async function readShow(id: number): Promise<ShowState> {
	const about = { ActivityId: id };
	try {
		const [show, { Sessions }, { RealPopularity }] = await Promise.all([
			act("GetActivityAPI", about),
			act("ListSessions", { ...about, OnlyLiving: 1, PageSize: 100 }),
			act("GetRealTimeOnlineNumberAPI", about),
		]);
		return { show, people: inside(Sessions), viewers: RealPopularity };
	} catch (error) {
		if (error instanceof ApiError && error.code.startsWith("ResourceNotFound")) return { show: "gone", ...NOBODY };
		throw error;
	}
}

/** Return the people who are in, hosts first. */
function inside(people: Person[]): Person[] {
	const connected = people.filter((one) => one.Connected);
	return connected.sort((one, other) => Number(other.Role === "host") - Number(one.Role === "host"));
}
