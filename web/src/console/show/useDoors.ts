import { useCallback, useEffect, useRef, useState } from "react";
import { act, type Result } from "../calls";
import type { Refused } from "../refused";
import { useAdminAct } from "../useAdminAct";

export type Doors = Result<"GetShowDoors">;
export type Door = Doors["Host"];

export interface DoorsState {
	/** Null before the first answer. */
	doors: Doors | null;
	/** No try since the last answer succeeded. */
	failed: boolean;
	/** Why the last try failed; null while one runs. */
	refused: Refused | null;
	busy: boolean;
	/** Read the addresses once more: after a failure, and after links were turned off. */
	again: () => void;
	/** Make one more guest link in place of the one that is off. */
	makeGuest: () => void;
}

/** Read the addresses of a show, and make the first guest link. A link that was turned off stays off. `onOut` hears that the admin is signed out. */
export function useDoors(id: number, may: boolean, onOut: () => void): DoorsState {
	const [doors, setDoors] = useState<Doors | null>(null);
	const [failed, setFailed] = useState(false);
	const newest = useRef(0);
	const { busy, refused, run } = useAdminAct(onOut);
	const read = useCallback(
		(wantsGuest: (door: Door) => boolean) =>
			run(async () => {
				newest.current += 1;
				const round = newest.current;
				const about = { ActivityId: id };
				let found = await act("GetShowDoors", about);
				if (wantsGuest(found.Guest)) {
					await act("CreateLaunchLink", { ...about, Role: "guest" });
					found = await act("GetShowDoors", about);
				}
				if (round !== newest.current) return; // an older answer came later
				setDoors(found);
				setFailed(false);
			}),
		[id, run],
	);
	const again = useCallback(() => read((door) => !door.LinkId), [read]);
	const makeGuest = useCallback(() => read((door) => !door.Url), [read]);
	useEffect(() => {
		if (may) again();
	}, [may, again]);
	useEffect(() => {
		if (refused) setFailed(true);
	}, [refused]);
	return { doors, failed, refused, busy, again, makeGuest };
}
