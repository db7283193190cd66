import { useCallback, useEffect, useState } from "react";
import { ApiError, mayPass } from "../net/call";
import { retrying } from "../net/retry";
import { useCrash } from "../ui/useCrash";
import { act, enter, type Me, type Result } from "./calls";

/** The person at the console. */
export type Admin =
	| { at: "waiting"; busy: boolean }
	| { at: "out"; entrance: Result<"GetEntrance"> }
	| { at: "link"; token: string; peek: Result<"PeekAdminLink"> }
	| { at: "nolink" }
	| { at: "in"; me: Me };

/** Learn who is at the console. A sign-in link in the address leaves it at once. `again` asks once more, after a sign-in
 *  or a sign-out. */
export function useAdmin(): { admin: Admin; again: () => void } {
	const [token, setToken] = useState(takeToken);
	const [round, setRound] = useState(0);
	const [admin, setAdmin] = useState<Admin>({ at: "waiting", busy: false });
	const crash = useCrash();
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
	useEffect(() => {
		const look = async () => {
			try {
				setAdmin(token ? await ofLink(token) : await ofSession());
			} catch (error) {
				if (!mayPass(error)) return crash(error);
				setAdmin({ at: "waiting", busy: true });
				retry.later();
			}
		};
		const retry = retrying(look);
		void look();
		return retry.stop;
	}, [token, round, crash]);
	const again = useCallback(() => {
		setToken("");
		setRound((before) => before + 1);
	}, []);
	return { admin, again };
}

async function ofLink(token: string): Promise<Admin> {
	try {
		return { at: "link", token, peek: await enter("PeekAdminLink", { Token: token }) };
	} catch (error) {
		if (error instanceof ApiError && !error.passing) return { at: "nolink" };
		throw error;
	}
}

async function ofSession(): Promise<Admin> {
	try {
		return { at: "in", me: await act("GetMe") };
	} catch (error) {
		if (!(error instanceof ApiError && error.code === "SignedOut")) throw error;
		return { at: "out", entrance: await enter("GetEntrance") };
	}
}

/** Take the token of a sign-in link from the address. */
function takeToken(): string {
	const token = new URLSearchParams(location.hash.slice(1)).get("link") ?? "";
	if (token) history.replaceState(null, "", location.pathname);
	return token;
}
