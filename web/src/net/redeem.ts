import { deviceStorage } from "../browser/storage";
import { ApiError, call } from "./call";

/** The launch page finds this device's session of a link here. The value is no secret: the cookie is. */
const SESSION_OF = "kaibo.in.";

export interface Admission {
	Ticket: string;
	Nonce: string;
}

/** Exchange a ticket for a session. Returns the session's path. Returns null when the link admits one person, who is in
 *  on another device, and `move` is false. Throws ApiError when the ticket is refused. */
export async function redeem(admission: Admission, move: boolean): Promise<string | null> {
	try {
		const { Path, LinkId, SessionId } = await call("/client", "RedeemTicket", { ...admission, Move: move });
		remember(LinkId, SessionId);
		return Path;
	} catch (error) {
		if (error instanceof ApiError && error.code === "ResourceConflict.OpenElsewhere") return null;
		throw error;
	}
}

/** Remember the session of a link. A browser without storage comes back with a new session. */
function remember(link: string, session: string): void {
	deviceStorage.set(SESSION_OF + link, session);
}

/** Remember the session under its new link, after the links were regenerated. Keeps an older entry. */
export function rememberAlso(link: string, session: string): void {
	if (deviceStorage.get(SESSION_OF + link) === null) remember(link, session);
}
