import { useCallback, useEffect, useState } from "react";
import { act, type Result } from "../calls";
import { type Refused, useAct } from "../useAct";

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
}

/** Read the addresses of a show, and make the first guest link. `onOut` hears that the admin is signed out. */
export function useDoors(id: number, may: boolean, onOut: () => void): DoorsState {
	const [doors, setDoors] = useState<Doors | null>(null);
	const [failed, setFailed] = useState(false);
	const { busy, refused, run } = useAct(onOut);
	const again = useCallback(
		() =>
			run(async () => {
				const about = { ActivityId: id };
				let found = await act("GetShowDoors", about);
				if (!found.Guest.Url) {
					await act("CreateLaunchLink", { ...about, Role: "guest" });
					found = await act("GetShowDoors", about);
				}
				setDoors(found);
				setFailed(false);
			}),
		[id, run],
	);
	useEffect(() => {
		if (may) again();
	}, [may, again]);
	useEffect(() => {
		if (refused) setFailed(true);
	}, [refused]);
	return { doors, failed, refused, busy, again };
}
