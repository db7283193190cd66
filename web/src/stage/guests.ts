import type { View } from "../net/types";
import type { SharedScreen } from "../source/screen";
import type { Source } from "../source/source";
import type { Person } from "./people";

export type Guest = View["Guests"][number];

/** A guest in the server's list, with what arrives of them on the stage. */
export interface SeenGuest extends Guest {
	person: Person | null;
}

export const HOST = "host";
const SCREEN = "screen";

/** The server's list, in its order, joined with who has arrived. */
export function seenGuests(guests: Guest[], people: Person[]): SeenGuest[] {
	const byIdentity = new Map(people.map((person) => [person.identity, person]));
	return guests.map((guest) => ({ ...guest, person: byIdentity.get(guest.Identity) ?? null }));
}

/** Who and what may be in the program: the host, the guests that are on air, the screen. */
export function sourcesOf(
	host: { name: string; show: string; camera: MediaStreamTrack | null },
	guests: SeenGuest[],
	screen: SharedScreen | null,
): Source[] {
	// A host link may carry no name: then the show stands for its host.
	const initial = initialOf(host.name || host.show);
	const sources: Source[] = [{ id: HOST, kind: "host", name: host.name, initial, track: host.camera }];
	for (const { Identity, UserName, person } of onAir(guests)) {
		sources.push({ id: Identity, kind: "guest", name: UserName, initial: initialOf(UserName), track: person.camera });
	}
	if (screen) sources.push({ id: SCREEN, kind: "screen", name: "", initial: "", track: screen.picture });
	return sources;
}

/** What may be heard in the program, by id. */
export function soundsOf(
	mic: MediaStreamTrack | null,
	guests: SeenGuest[],
	screen: SharedScreen | null,
): Map<string, MediaStreamTrack> {
	const sounds = new Map<string, MediaStreamTrack>();
	if (mic) sounds.set(HOST, mic);
	if (screen?.sound) sounds.set(SCREEN, screen.sound);
	for (const { person } of onAir(guests)) for (const sound of person.sounds) sounds.set(sound.id, sound);
	return sounds;
}

export const initialOf = (name: string) => [...name][0]?.toUpperCase() ?? "";

const onAir = (guests: SeenGuest[]) =>
	guests.filter((guest): guest is SeenGuest & { person: Person } => guest.OnAir && guest.person !== null);
