import { useCallback, useEffect, useMemo, useState } from "react";
import { tabStorage } from "../browser/storage";
import type { SeenGuest } from "./guests";

interface Newcomers {
	/** The guests backstage whom the host has not yet brought on air or let wait, the earliest first. */
	newcomers: SeenGuest[];
	/** Let a newcomer wait backstage: their card goes. */
	letWait: (sessionId: string) => void;
}

/** Find the guests who arrived backstage and wait for the host's first word. A guest who was on air once is no newcomer,
 *  until they leave the stage and come back. Kept over a reload of this tab. */
export function useNewcomers(sessionId: string, guests: SeenGuest[]): Newcomers {
	const key = `kaibo.greeted.${sessionId}`;
	const [greeted, setGreeted] = useState(() => new Set((tabStorage.get(key) ?? "").split(" ").filter(Boolean)));

	useEffect(() => {
		const kept = guests.filter((guest) => guest.OnAir || greeted.has(guest.SessionId)).map((guest) => guest.SessionId);
		if (kept.length === greeted.size && kept.every((id) => greeted.has(id))) return;
		tabStorage.set(key, kept.join(" "));
		setGreeted(new Set(kept));
	}, [key, guests, greeted]);

	const newcomers = useMemo(
		() => guests.filter(({ SessionId, OnAir, person }) => person && !OnAir && !greeted.has(SessionId)),
		[guests, greeted],
	);
	const letWait = useCallback(
		(id: string) => {
			const next = new Set(greeted).add(id);
			tabStorage.set(key, [...next].join(" "));
			setGreeted(next);
		},
		[key, greeted],
	);
	return { newcomers, letWait };
}
