import { ApiError, call } from "./call";

/** The launch page looks here for this device's own session of a link. It is no secret: the cookie is. */
const KEPT = "kaibo.in.";

export interface Way {
	Ticket: string;
	Nonce: string;
}

/** Turns a ticket into a session; its path. Null when the one person whose link it is is in on another device and did
 *  not wish to move. */
export async function redeem(way: Way, move: boolean): Promise<string | null> {
	try {
		const { Path, LinkId, SessionId } = await call("/client", "RedeemTicket", { ...way, Move: move });
		keep(LinkId, SessionId);
		return Path;
	} catch (error) {
		if (error instanceof ApiError && error.code === "ResourceConflict.OpenElsewhere") return null;
		throw error;
	}
}

function keep(link: string, session: string): void {
	try {
		localStorage.setItem(KEPT + link, session);
	} catch {
		// A browser that keeps nothing comes back by a new session.
	}
}

/** The same for a link that the session is in by since it came in: links were made anew. */
export function keepAlso(link: string, session: string): void {
	try {
		if (localStorage.getItem(KEPT + link) === null) keep(link, session);
	} catch {
		// As above.
	}
}
