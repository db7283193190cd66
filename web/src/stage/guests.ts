import { CAMERA, GUEST_SCREEN, SCREEN } from "../design/document";
import type { View } from "../net/types";
import type { SharedScreen } from "../source/screen";
import type { Source } from "../source/source";
import { oneLine } from "../ui/oneLine";
import { type Person, showsScreen } from "./people";

export type Guest = View["Guests"][number];

/** A guest in the server's list, with the tracks that arrive from them. */
export interface SeenGuest extends Guest {
	person: Person | null;
}

/** After so long without picture and sound the page no longer says that a guest is connecting. */
export const MISSING_MS = 15_000;
const HOST = "host";

/** Join the server's list of guests, in its order, with the people who have arrived. */
export function seenGuests(guests: Guest[], people: Person[]): SeenGuest[] {
	const byIdentity = new Map(people.map((person) => [person.identity, person]));
	return guests.map((guest) => ({ ...guest, person: arrived(guest, byIdentity.get(guest.Identity)) }));
}

/** LiveKit tells of people who still try to connect. Tracks prove that they arrived, also before the server knows it. */
function arrived({ Connected }: Guest, person: Person | undefined): Person | null {
	if (!person) return null;
	const sends = person.camera !== null || person.screen !== null || person.sounds.length > 0;
	return sends || Connected !== false ? person : null;
}

/** A screen of a guest, and that guest. */
interface GuestScreen {
	guest: SeenGuest & { person: Person };
	picture: MediaStreamTrack;
	sound: MediaStreamTrack | null;
}

/** Return the guest's screen that viewers see. Null: none. It ends when the guest shares it no more. */
export function shownScreen(guests: SeenGuest[]): GuestScreen | null {
	const guest = guests.find((one): one is GuestScreen["guest"] => one.person !== null && showsScreen(one, one.person));
	return guest?.person.screen ? { guest, picture: guest.person.screen, sound: guest.person.screenSound } : null;
}

/** List the sources that may be in the program: the host's camera, the guests on air, the screens. `role`: the word for a host,
 *  which stands for one without a name. */
export function sourcesOf(
	host: { name: string; role: string; camera: MediaStreamTrack | null },
	guests: SeenGuest[],
	screen: SharedScreen | null,
): Source[] {
	const initial = initialOf(host.name || host.role);
	const sources: Source[] = [{ id: CAMERA, kind: "host", name: host.name, initial, track: host.camera }];
	for (const { Identity, UserName, person } of onAir(guests)) {
		sources.push({ id: Identity, kind: "guest", name: UserName, initial: initialOf(UserName), track: person.camera });
	}
	if (screen) sources.push({ id: SCREEN, kind: "screen", name: "", initial: "", track: screen.picture });
	const shown = shownScreen(guests);
	if (shown) sources.push({ id: GUEST_SCREEN, kind: "screen", name: "", initial: "", track: shown.picture });
	return sources;
}

/** List the sounds of the program, by id. */
export function soundsOf(
	mic: MediaStreamTrack | null,
	guests: SeenGuest[],
	screen: SharedScreen | null,
): Map<string, MediaStreamTrack> {
	const sounds = new Map<string, MediaStreamTrack>();
	if (mic) sounds.set(HOST, mic);
	if (screen?.sound) sounds.set(SCREEN, screen.sound);
	const shown = shownScreen(guests);
	// Viewers hear a guest's screen while they see it.
	if (shown?.sound) sounds.set(shown.sound.id, shown.sound);
	for (const { person } of onAir(guests)) {
		for (const sound of person.sounds) if (sound !== person.screenSound) sounds.set(sound.id, sound);
	}
	return sounds;
}

/** Return the letter that stands for a person without a picture. */
export const initialOf = (name: string) => [...oneLine(name)][0]?.toUpperCase() ?? "";

const onAir = (guests: SeenGuest[]) =>
	guests.filter((guest): guest is SeenGuest & { person: Person } => guest.OnAir && guest.person !== null);
