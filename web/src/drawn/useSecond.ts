import { useEffect, useState } from "react";
import { serverNow } from "../browser/clock";
import { everySecond } from "../net/seconds";

/** Return the server's time in unix milliseconds. While `running` it is read again each second, also in a hidden tab. */
export function useSecond(running: boolean): number {
	const [now, setNow] = useState(serverNow);
	useEffect(() => {
		if (!running) return;
		setNow(serverNow());
		return everySecond(setNow);
	}, [running]);
	return now;
}
