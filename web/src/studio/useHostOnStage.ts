import type { Room } from "livekit-client";
import { useEffect, useMemo } from "react";
import type { Devices, DevicesState } from "../devices/devices";
import type { View } from "../net/types";
import type { SharedScreen } from "../source/screen";
import { aside, backstage } from "../stage/backstage";
import { useOutgoing } from "../stage/useOutgoing";
import { useTile } from "../stage/useTile";
import { useOneSound } from "./useOneSound";

/** The host as guests see and hear them. */
interface Host {
	devices: Devices;
	device: DevicesState;
	screen: SharedScreen | null;
	/** The further microphones, and the sounds of the further screens that viewers see. */
	microphones: Map<string, MediaStreamTrack>;
	screenSounds: Map<string, MediaStreamTrack>;
	/** The identity of the one guest who hears the host. "": all do. */
	only: string;
}

/** Send the host to the stage once the host meets the guests. `alone`: nobody is there, so no picture needs to be scaled.
 *  `view` has the people of the stage. */
export function useHostOnStage(room: Room | null, met: boolean, alone: boolean, host: Host, view: View): void {
	const { devices, device, screen, microphones, screenSounds, only } = host;
	const { camera, mic } = device;
	// Without guests there is no tile: encoding it would cost as much as with a full stage.
	const tile = useTile(met && !alone ? camera.track : null);
	const voice = useOneSound(mic.track, microphones);
	const played = useOneSound(screen?.sound ?? null, screenSounds);
	useEffect(() => devices.setOthers(microphones.size > 0), [devices, microphones.size]);
	const outgoing = useMemo(() => {
		const sent = met ? backstage(tile, voice, mic.wanted, { picture: screen?.picture ?? null, sound: played }) : [];
		return only ? aside(sent, only) : sent;
	}, [met, tile, voice, mic.wanted, screen, played, only]);
	const { Guests, Assistants } = view;
	const others = useMemo(() => [...Guests, ...Assistants].map(({ Identity }) => Identity), [Guests, Assistants]);
	useOutgoing(room, outgoing, others);
}
