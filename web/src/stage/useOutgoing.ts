import type { Room } from "livekit-client";
import { useEffect, useState } from "react";
import { type Outgoing, Publisher } from "./publisher";

/** Keeps `outgoing` published in the room, whatever happens to the connection. */
export function useOutgoing(room: Room | null, outgoing: Outgoing[]): void {
	const [publisher, setPublisher] = useState<Publisher | null>(null);
	useEffect(() => {
		if (!room) return;
		const made = new Publisher(room);
		setPublisher(made);
		return () => {
			setPublisher(null);
			made.close();
		};
	}, [room]);
	useEffect(() => publisher?.set(outgoing), [publisher, outgoing]);
}
