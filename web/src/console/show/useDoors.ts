import { useCallback, useEffect, useState } from "react";
import { act, type Result } from "../calls";

export type Doors = Result<"GetShowDoors">;
export type Door = Doors["Host"];

/** Read the addresses of a show, and make the first guest link. Null before the answer, and when it failed. `again` reads
 *  them once more, after links were turned off. */
export function useDoors(id: number, may: boolean): [Doors | null, () => void] {
	const [doors, setDoors] = useState<Doors | null>(null);
	const [round, setRound] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
	useEffect(() => {
		if (!may) return;
		let stale = false;
		const ask = async () => {
			const about = { ActivityId: id };
			let found = await act("GetShowDoors", about);
			if (!found.Guest.Url) {
				await act("CreateLaunchLink", { ...about, Role: "guest" });
				found = await act("GetShowDoors", about);
			}
			if (!stale) setDoors(found);
		};
		ask().catch(() => {}); // the page shows a door without its link, and the next visit asks again
		return () => {
			stale = true;
		};
	}, [id, may, round]);
	return [doors, useCallback(() => setRound((before) => before + 1), [])];
}
