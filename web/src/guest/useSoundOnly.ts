import { type RemoteTrackPublication, type Room, RoomEvent, Track } from "livekit-client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Devices, DevicesState } from "../devices/devices";
import { type Network, type SoundOnlyState, soundOnlyState } from "./network";

export interface SoundOnly {
	on: boolean;
	state: SoundOnlyState;
	take: () => void;
	giveBack: () => void;
}

/** Let a guest on a weak network go on with sound alone. Their camera is off, and no picture of the others comes. */
export function useSoundOnly(room: Room | null, devices: Devices, device: DevicesState, steady: Network): SoundOnly {
	const [on, setOn] = useState(false);
	/** The camera was on before. */
	const camera = useRef(false);
	const wanted = device.camera.wanted;
	const take = useCallback(() => {
		camera.current = wanted;
		if (wanted) devices.set("camera", false);
		setOn(true);
	}, [devices, wanted]);
	const giveBack = useCallback(() => {
		setOn(false);
		if (camera.current) devices.set("camera", true);
	}, [devices]);
	useEffect(() => {
		if (!room) return;
		const choose = () => takePictures(room, !on);
		choose();
		room.on(RoomEvent.TrackPublished, choose);
		room.on(RoomEvent.Connected, choose);
		return () => {
			room.off(RoomEvent.TrackPublished, choose);
			room.off(RoomEvent.Connected, choose);
		};
	}, [room, on]);
	const arriving = device.camera.track !== null || picturesOf(room).length > 0;
	return { on, state: soundOnlyState(on, steady, arriving), take, giveBack };
}

/** Take all pictures of the others, or none. Their sounds stay. */
function takePictures(room: Room, taken: boolean): void {
	for (const picture of picturesOf(room)) if (picture.isDesired !== taken) picture.setSubscribed(taken);
}

function picturesOf(room: Room | null): RemoteTrackPublication[] {
	const people = [...(room?.remoteParticipants.values() ?? [])];
	return people
		.flatMap(({ trackPublications }) => [...trackPublications.values()])
		.filter(({ kind }) => kind === Track.Kind.Video);
}
