import type { Room } from "livekit-client";
import { useEffect, useState } from "react";
import { type Outgoing, Publisher } from "./publisher";

/** Keep `outgoing` published in the room, through every loss of the connection. */
export function useOutgoing(room: Room | null, outgoing: Outgoing[]): void {
	const [publisher, setPublisher] = useState<Publisher | null>(null);
	useEffect(() => {
		if (!room) return;
		const created = new Publisher(room);
		setPublisher(created);
		return () => {
			setPublisher(null);
			created.close();
		};
	}, [room]);
	useEffect(() => publisher?.set(outgoing), [publisher, outgoing]);
}
