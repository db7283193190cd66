import type { Room } from "livekit-client";
import { useEffect, useState } from "react";
import { type Outgoing, Publisher } from "./publisher";

const NOBODY: string[] = [];

/** Keep `outgoing` published in the room, through every loss of the connection. `others`: see Publisher. */
export function useOutgoing(room: Room | null, outgoing: Outgoing[], others = NOBODY): void {
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
	useEffect(() => publisher?.set(outgoing, others), [publisher, outgoing, others]);
}
