import { useCallback, useEffect, useState } from "react";
import type { Result } from "../net/types";
import type { Session } from "../net/useSession";

export type Invite = Result<"CreateInvite">;
type Invites = Result<"GetInvites">;
export type InvitedRole = Invite["Role"];
const FIELD = { guest: "Guest", host: "Host", assistant: "Assistant" } as const;
export type Mode = "new-joins-only" | "everyone";

export interface InvitesState {
	/** Null until the server has answered. */
	invites: Invites | null;
	/** The last call failed. */
	failed: boolean;
	/** Which link is being changed. */
	busy: InvitedRole | "";
	load: () => void;
	make: (role: InvitedRole) => void;
	turnOff: (invite: Invite, mode: Mode) => void;
}

/** Read the links that this show's host gives to others. The first link for guests is made at once: a host who invites
 *  wants it. A link that was turned off is made again only by a click. */
export function useInvites({ call, tab }: Session): InvitesState {
	const [invites, setInvites] = useState<Invites | null>(null);
	const [failed, setFailed] = useState(false);
	const [busy, setBusy] = useState<InvitedRole | "">("");

	const change = useCallback(async (role: InvitedRole, work: () => Promise<Invite>) => {
		setBusy(role);
		setFailed(false);
		try {
			const made = await work();
			setInvites((now) => now && { ...now, [FIELD[role]]: made });
		} catch {
			setFailed(true);
		}
		setBusy("");
	}, []);
	const make = useCallback(
		(role: InvitedRole) => void change(role, () => call("CreateInvite", { Tab: tab, Role: role })),
		[change, call, tab],
	);
	const turnOff = useCallback(
		({ LinkId, Role }: Invite, mode: Mode) => void change(Role, () => call("TurnOffInvite", { Tab: tab, LinkId, Mode: mode })),
		[change, call, tab],
	);
	const load = useCallback(() => {
		setFailed(false);
		call("GetInvites", { Tab: tab })
			.then((found) => {
				setInvites(found);
				if (found.Guest.State === "none") make("guest");
			})
			.catch(() => setFailed(true));
	}, [call, tab, make]);
	useEffect(load, [load]);

	return { invites, failed, busy, load, make, turnOff };
}
