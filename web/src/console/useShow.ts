import { useEffect, useState } from "react";
import { ApiError, mayPass } from "../net/call";
import { retrying } from "../net/retry";
import { useCrash } from "../ui/useCrash";
import { act, type Result } from "./calls";

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

/** Read one show, who is in, and how many watch. It stays fresh while the page is seen. */
export function useShow(id: number, round: number, onOut: () => void): ShowState {
	const [state, setState] = useState<ShowState>({ show: null, people: [], viewers: 0 });
	const crash = useCrash();
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
	useEffect(() => {
		let stale = false;
		const look = async () => {
			try {
				const about = { ActivityId: id };
				const [show, { Sessions }, { RealPopularity }] = await Promise.all([
					act("GetActivityAPI", about),
					act("ListSessions", { ...about, OnlyLiving: 1, PageSize: 100 }),
					act("GetRealTimeOnlineNumberAPI", about),
				]);
				if (!stale) setState({ show, people: inside(Sessions), viewers: RealPopularity });
			} catch (error) {
				if (error instanceof ApiError && error.code === "SignedOut") return onOut();
				if (error instanceof ApiError && error.code.startsWith("ResourceNotFound")) {
					return setState({ show: "gone", people: [], viewers: 0 });
				}
				if (!mayPass(error)) return crash(error);
				retry.later();
			}
		};
		const retry = retrying(look);
		void look();
		const timer = setInterval(() => document.visibilityState === "visible" && void look(), EVERY_MS);
		return () => {
			stale = true;
			clearInterval(timer);
			retry.stop();
		};
	}, [id, round, onOut, crash]);
	return state;
}

/** Return the people who are in, hosts first. */
function inside(people: Person[]): Person[] {
	const connected = people.filter((one) => one.Connected);
	return connected.sort((one, other) => Number(other.Role === "host") - Number(one.Role === "host"));
}
