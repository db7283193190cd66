import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { roomsBlocked } from "../stage/blocked";
import { useRoom } from "../stage/useRoom";

/** Join the stage while the studio is `open`, and the program's room while this page is `sending`. */
export function useRooms(session: Session, view: View, open: boolean, sending: boolean) {
	const token = async (action: "ConnectStage" | "ConnectProgram") => (await session.call(action, { Tab: session.tab })).Token;
	const stage = useRoom(open ? view.Identities.Stage : "", session.base, () => token("ConnectStage"));
	const broadcast = useRoom(sending ? view.Identities.Program : "", session.base, () => token("ConnectProgram"));
	const blocked = roomsBlocked(session, [...(open ? [stage] : []), ...(sending ? [broadcast] : [])]);
	return { stage, broadcast, blocked };
}
