import type { Action } from "../net/types";
import type { Session } from "../net/useSession";

/** The calls of the host and the assistants about people (docs/page-protocol.md, "The stage"). */
export type CrewAction = Extract<
	Action,
	| "AdmitAllGuests"
	| "AdmitGuest"
	| "AskGuestToUnmute"
	| "DeclineLink"
	| "GrantLink"
	| "LowerGuestHand"
	| "MuteAllGuests"
	| "OrderGuests"
	| "RemoveGuest"
	| "RenameGuest"
	| "RestoreGuest"
	| "SendGuestLine"
	| "SendGuestToWaiting"
	| "SendStageLine"
	| "SetGuestCamera"
	| "SetGuestMicrophone"
	| "SetGuestOnAir"
	| "SetSpotlight"
	| "ShowGuestScreen"
	| "TurnAwayGuest"
>;
/** The most characters of a line to guests. */
export const LINE_MAX = 300;

/** The host's way to talk to one guest alone. */
export interface TalkToOne {
	on: boolean;
	to: { Identity: string } | null;
	turn: (on: boolean, to?: { Identity: string; UserName: string }) => void;
}

export type Tell = (action: CrewAction, body?: object) => Promise<boolean>;

/** Return a function that makes such a call for this page, and tells whether it worked. Its effect comes back in the view.
 *  A call that fails changes nothing, and its button stays. */
export const tellOf =
	({ call, tab }: Pick<Session, "call" | "tab">): Tell =>
	(action, body) =>
		call(action, { Tab: tab, ...body }).then(
			() => true,
			() => false,
		);
