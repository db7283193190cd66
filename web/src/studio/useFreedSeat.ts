import { useEffect } from "react";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";

/** A margin, so that the server's five seconds are over too. */
const LATE_MS = 150;

/** Tell whether this page takes the seat by itself when its absent holder stays away. On air, and after a refusal, the
 *  host decides with a click. */
export function opensByItself({ Seat, Activity }: View): boolean {
	return Seat.FreeInSeconds !== null && !Activity.Wanted && !Seat.Refused && !Seat.Asked?.Mine;
}

/** Enter again when the holder of the seat is gone: the server then gives this session the free seat. A tab that nobody
 *  sees takes no seat. It enters when a person looks at it. */
export function useFreedSeat({ enter }: Session, view: View): void {
	const opens = opensByItself(view);
	const { Seat } = view;
	useEffect(() => {
		if (!opens) return;
		// A call that fails changes nothing. The next view tries again.
		const goIn = () => {
			if (document.visibilityState === "visible") void enter().catch(() => {});
		};
		const due = () => {
			document.addEventListener("visibilitychange", goIn);
			goIn();
		};
		const timer = setTimeout(due, (Seat.FreeInSeconds ?? 0) * 1000 + LATE_MS);
		return () => {
			clearTimeout(timer);
			document.removeEventListener("visibilitychange", goIn);
		};
	}, [opens, Seat, enter]);
}
