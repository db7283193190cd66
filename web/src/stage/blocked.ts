import { type Blocked, blockedBy, hasWebRtc } from "../net/blocked";
import type { Session } from "../net/useSession";
import type { RoomState } from "./useRoom";

/** Tell what keeps this page out of the rooms that it wants to be in. The page says by itself when our server is away. */
export function roomsBlocked({ socketBlocked }: Session, rooms: RoomState[]): Blocked {
	const out = rooms.filter((room) => !room.connected && !room.resuming);
	const fault = out.find((room) => room.fault)?.fault ?? "";
	return blockedBy({ waiting: out.length > 0, offline: false, webRtc: hasWebRtc(), socketBlocked, fault });
}
