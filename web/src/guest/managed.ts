import type { View } from "../net/types";
import type { Session } from "../net/useSession";

/** Where a guest is. "" before they joined. Viewers see and hear a guest at `air` alone. */
export type Place = View["Session"]["Place"];
type Line = View["Lines"]["ToAll"];

/** The managed stage, as a guest's page reads it. */
export interface Managed {
	/** What joining does. */
	mode: View["GuestsMode"];
	place: Place;
	/** The host took the right to send sound, or the camera. */
	muted: boolean;
	cameraOff: boolean;
	handRaised: boolean;
	/** The host asked for the microphone less than a minute ago. */
	askedToUnmute: boolean;
	/** No picture and no sound came, so another guest may have the place. */
	placeLost: boolean;
	/** A line that the crew wrote to all guests, and one to this guest alone. */
	toAll: Line;
	toMe: Line;
}

/** The fields of docs/page-protocol.md ("The stage"). A server of the release before does not send them. */
type Fields = Partial<Pick<View, "GuestsMode" | "Lines">> & { Session: Partial<View["Session"]> };

/** Read the part of a view that is about the managed stage. */
export function managed(view: View): Managed {
	const { GuestsMode, Lines, Session }: Fields = view;
	const { OnStage, OnAir } = view.Session;
	const place = OnStage ? (OnAir ? "air" : "backstage") : "";
	return {
		mode: GuestsMode ?? (OnAir ? "on-air" : "backstage"),
		place: Session.Place || place,
		muted: Session.Muted ?? false,
		cameraOff: Session.CameraOff ?? false,
		handRaised: (Session.HandTime ?? 0) > 0,
		askedToUnmute: (Session.AskedToUnmuteTime ?? 0) > 0,
		placeLost: Session.PlaceLost ?? false,
		toAll: Lines?.ToAll ?? null,
		toMe: Lines?.ToMe ?? null,
	};
}

/** Raise or lower the guest's hand. */
export async function raiseHand({ call, tab }: Session, raised: boolean): Promise<void> {
	await call("RaiseHand", { Tab: tab, Raised: raised });
}

/** Get a join token for the second view of the program. "" while no show runs. */
export async function programToken({ call, tab }: Session): Promise<string> {
	return (await call("ConnectProgramView", { Tab: tab })).Token;
}
