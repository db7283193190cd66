import { useCallback, useState } from "react";

/** Whether the host has clicked to be seen and heard on the stage, where a show is not on air: a link that opens the
 *  studio must not open anybody's microphone to whoever waits there. Kept over a reload of this tab. */
export function useMeeting(sessionId: string): [boolean, () => void] {
	const key = `kaibo.meets.${sessionId}`;
	const [meets, setMeets] = useState(() => sessionStorage.getItem(key) !== null);
	const meet = useCallback(() => {
		sessionStorage.setItem(key, "1");
		setMeets(true);
	}, [key]);
	return [meets, meet];
}
