import type { ConnectionQuality } from "livekit-client";

/** LiveKit's rating of this person's own connection. "": not known yet. */
export type Network = "" | "good" | "weak" | "lost";

const NETWORK: Record<`${ConnectionQuality}`, Network> = {
	excellent: "good",
	good: "good",
	poor: "weak",
	lost: "lost",
	unknown: "",
};

/** Return the state of the connection that a rating stands for. */
export const networkOf = (quality: `${ConnectionQuality}`): Network => NETWORK[quality];

/** A rating counts for an offer after it stood for so long. A short fault needs no decision of a person. */
export const STEADY_MS = 6000;

/** Sound only: not wanted, offered, in use, or in use though the connection is good again. */
export type SoundOnlyState = "" | "offered" | "on" | "needless";

/** Tell what the page says about sound only. `steady`: the rating that stood for STEADY_MS. `pictures`: there is a picture to
 *  save, the guest's own or the others'. */
export function soundOnlyState(on: boolean, steady: Network, pictures: boolean): SoundOnlyState {
	if (on) return steady === "good" ? "needless" : "on";
	return steady === "weak" && pictures ? "offered" : "";
}
