import { useMemo } from "react";
import type { View } from "../net/types";
import { useOverdue } from "../ui/useOverdue";
import { MISSING_MS, seenGuests } from "./guests";
import { useNewcomers } from "./useNewcomers";
import { usePeople } from "./usePeople";
import type { RoomState } from "./useRoom";

/** Return the people in the stage's room, and the guests as the host sees them. Some are new, some are missing. A page that
 *  is not `open` asks its host nothing. */
export function useGuests(view: View, stage: RoomState, open: boolean) {
	const people = usePeople(stage.room);
	const guests = useMemo(() => seenGuests(view.Guests, people), [view.Guests, people]);
	const { newcomers, letWait } = useNewcomers(view.Session.SessionId, guests);
	// While this page itself is not connected, nothing can arrive from any guest.
	const absent = stage.connected ? guests.filter(({ person }) => person === null) : [];
	const missing = useOverdue(
		absent.map(({ SessionId }) => SessionId),
		MISSING_MS,
	);
	const waiting = open ? newcomers.length + view.Asks.length + view.Waiting.length : 0;
	return { people, guests, newcomers: open ? newcomers : [], letWait, missing, waiting };
}
