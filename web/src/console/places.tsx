import { Activity, KeyRound, ScrollText, Settings, ShieldUser, Users } from "lucide-react";
import type { ReactNode } from "react";
import type { PageName } from "./usePlace";

interface Item {
	at: PageName;
	icon: ReactNode;
}

/** The pages that a phone's bar has, too. */
export const PLACES: Item[] = [
	{ at: "people", icon: <Users size={16} /> },
	{ at: "audit", icon: <ScrollText size={16} /> },
	{ at: "servers", icon: <Activity size={16} /> },
];

const OF_OWNERS: Item[] = [
	{ at: "settings", icon: <Settings size={16} /> },
	{ at: "keys", icon: <KeyRound size={16} /> },
	{ at: "admins", icon: <ShieldUser size={16} /> },
];

/** The pages that a phone's bar does not have. Only owners may see them. */
export const placesBelow = (role: string): Item[] => (role === "owner" ? OF_OWNERS : []);

/** Whether an admin of this role may see a page. An address may name any page. */
export const mayOpen = (role: string, page: string): boolean =>
	placesBelow(role).some(({ at }) => at === page) || !OF_OWNERS.some(({ at }) => at === page);
