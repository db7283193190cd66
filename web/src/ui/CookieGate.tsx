import { type ReactNode, useState } from "react";
import { keepsCookies } from "../browser/cookies";
import { NoCookies } from "./NoCookies";

/** Show a page that needs a session, in a browser that can keep one. It looks before the page calls the server, so
 *  that a link for one use is not used up. */
export function CookieGate({ children }: { children: ReactNode }) {
	const [kept, setKept] = useState(keepsCookies);
	return kept ? children : <NoCookies onAgain={() => setKept(keepsCookies())} />;
}
