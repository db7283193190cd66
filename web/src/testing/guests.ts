import type { View } from "../net/types";

type Guest = View["Guests"][number];

/** Make a guest of the server's list, on air unless a test says otherwise. */
export function guestOf(name: string, part: Partial<Guest> = {}): Guest {
	return {
		SessionId: `se_${name}`,
		UserName: name,
		OnAir: true,
		Place: part.OnAir === false ? "backstage" : "air",
		Connected: true,
		MissingSeconds: 0,
		Muted: false,
		CameraOff: false,
		HandTime: 0,
		Spotlight: false,
		Sharing: false,
		ScreenShown: "",
		Identity: `guest-se_${name}`,
		AvatarUrl: "",
		...part,
	};
}

const trackOf = (id: string) => ({ id }) as MediaStreamTrack;

/** Make the person whose picture and voice arrive from that guest. */
export const personOf = (name: string) => ({
	identity: `guest-se_${name}`,
	name,
	camera: trackOf(`camera ${name}`) as MediaStreamTrack | null,
	screen: null as MediaStreamTrack | null,
	screenName: "",
	screenSound: null as MediaStreamTrack | null,
	sounds: [trackOf(`voice ${name}`)],
	micOpen: true,
	speaking: false,
	aside: false,
});

/** Make a guest whose voice arrives, and no picture. */
export const seenGuest = (name: string, part: Partial<Guest> = {}) => ({
	...guestOf(name, part),
	person: { ...personOf(name), camera: null },
});
