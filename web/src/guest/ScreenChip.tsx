import { MonitorUp, MonitorX } from "lucide-react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { showsScreen } from "../stage/people";
import { Chip } from "../ui/Chip";
import { guestStageWords } from "./stageWords";
import type { GuestParts } from "./useGuest";

type Seen = { screen: "" } | { screen: "yours" | "yoursHidden" } | { screen: "theirs"; name: string };

/** Tell which guest's screen viewers see, as one guest's page knows it. */
export function seenScreen(
	{ Guests, Session }: View,
	{ people, share, live }: Pick<GuestParts, "people" | "share" | "live">,
): Seen {
	const own = share.screen?.picture.id;
	const shown = Guests.find(({ ScreenShown }) => ScreenShown);
	if (shown && shown.SessionId === Session.SessionId && own && shown.ScreenShown === own) return { screen: live ? "yours" : "" };
	const theirs = shown && people.find((person) => person.identity === shown.Identity && showsScreen(shown, person));
	if (own) return { screen: "yoursHidden" };
	return theirs && live ? { screen: "theirs", name: shown.UserName } : { screen: "" };
}

/** Say which shared screen viewers see. Red means that it is the guest's own. */
export function ScreenChip({ view, guest }: { view: View; guest: GuestParts }) {
	const words = useWords(guestStageWords);
	const seen = seenScreen(view, guest);
	if (!seen.screen) return null;
	if (seen.screen === "yours") {
		return (
			<Chip id="screen-shown" data-screen="yours" tone="air">
				{words.yourScreenSeen}
			</Chip>
		);
	}
	return (
		<Chip id="screen-shown" data-screen={seen.screen}>
			{seen.screen === "theirs" ? <MonitorUp size={16} /> : <MonitorX size={16} />}
			<span>{seen.screen === "theirs" ? words.screenSeen(seen.name) : words.yourScreenHidden}</span>
		</Chip>
	);
}
