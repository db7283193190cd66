import { useCallback, useState } from "react";
import { tabStorage } from "../browser/storage";

/** Tell whether the host clicked to be seen and heard on the stage before the show. Opening the studio must not open the
 *  host's microphone to the people who wait there. Kept over a reload of this tab. */
export function useMeeting(sessionId: string): [boolean, () => void] {
	const key = `kaibo.meets.${sessionId}`;
	const [meets, setMeets] = useState(() => tabStorage.get(key) !== null);
	const meet = useCallback(() => {
		tabStorage.set(key, "1");
		setMeets(true);
	}, [key]);
	return [meets, meet];
}
