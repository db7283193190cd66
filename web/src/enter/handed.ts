import { tabStorage } from "../browser/storage";
import { nonce } from "../net/nonce";

/** Where the launch page leaves its ticket, or the path of a session, for the page that redeems it. */
export const HANDED = "kaibo.enter";

/** Leave a new ticket for the page that redeems it. Returns that page's address. Without storage it has the ticket in its
 *  fragment, and the page asks the person before it uses the ticket. */
export function handOver(ticket: string, enterPath: string): string {
	const kept = tabStorage.set(HANDED, JSON.stringify({ Ticket: ticket, Nonce: nonce() }));
	return kept ? enterPath : `${enterPath}#ticket=${ticket}`;
}
