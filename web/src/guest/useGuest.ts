import { useCallback, useEffect, useMemo, useState } from "react";
import { useDevices } from "../devices/useDevices";
import { useFacing } from "../devices/useFacing";
import { useSpeaker } from "../devices/useSpeaker";
import { useTalking } from "../devices/useTalking";
import { Status } from "../net/roles";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { backstage, OF_GUEST, SCREEN_FPS } from "../stage/backstage";
import { roomsBlocked } from "../stage/blocked";
import { useLayers } from "../stage/useLayers";
import { useOutgoing } from "../stage/useOutgoing";
import { usePeople } from "../stage/usePeople";
import { useProgramView } from "../stage/useProgramView";
import { useRoom } from "../stage/useRoom";
import { useTile } from "../stage/useTile";
import { guestState } from "./guestState";
import { managed as managedOf, programToken, raiseHand } from "./managed";
import { useJoining } from "./useJoining";
import { useNetwork } from "./useNetwork";
import { useShare } from "./useShare";
import { useSoundOnly } from "./useSoundOnly";
import { useTakenDevices } from "./useTakenDevices";

/** Join everything that the guest's page needs: devices, the place on the stage, the people there, the program. */
export function useGuest(session: Session, view: View) {
	const [wasLive, setWasLive] = useState(false);
	const { call, tab, moved } = session;
	const live = view.Activity.Status === Status.LIVE;
	const state = guestState(view, wasLive);
	const managed = useMemo(() => managedOf(view), [view]);
	const here = !moved && (state === "preview" || state === "waiting" || state === "onstage");
	const onstage = here && state === "onstage";

	useEffect(() => {
		if (live) setWasLive(true);
	}, [live]);

	const { devices, state: device } = useDevices(here);
	const { camera, mic } = device;
	const facing = useFacing(devices, camera);
	const speaker = useSpeaker(mic.track);
	useTakenDevices(devices, device, managed);

	const stage = useRoom(onstage ? view.Identities.Stage : "", session.base, async () => {
		return (await call("ConnectStage", { Tab: tab })).Token;
	});
	const people = usePeople(stage.room);
	const [faceWidth, setFaceWidth] = useState(0);
	useLayers(
		stage.room,
		useCallback(() => faceWidth * devicePixelRatio, [faceWidth]),
	);
	const network = useNetwork(stage.room);
	const soundOnly = useSoundOnly(stage.room, devices, device, network.steady);
	const share = useShare(onstage, SCREEN_FPS);
	const { screen } = share;
	const tile = useTile(managed.cameraOff ? null : camera.track);
	const { muted } = managed;
	useOutgoing(
		stage.room,
		useMemo(() => {
			// The right to send sound is one for the microphone and a shared tab.
			if (!muted) return backstage(tile, mic.track, mic.wanted, screen, OF_GUEST);
			return backstage(tile, null, false, screen && { ...screen, sound: null }, OF_GUEST);
		}, [tile, mic.track, mic.wanted, screen, muted]),
	);

	const showsProgram = onstage && live && !soundOnly.on;
	const program = useProgramView(session.base, view.Publisher, showsProgram, () => programToken(session));
	const mutedTalk = useTalking(onstage && people.length > 0 && !mic.wanted && !muted ? mic.track : null);
	const joining = useJoining(session, view, state === "ended");
	const hand = useCallback(() => void raiseHand(session, !managed.handRaised).catch(() => {}), [session, managed.handRaised]);

	const seen = live && managed.place === "air" && state === "onstage";
	return {
		state,
		here,
		air: seen && stage.connected,
		seen,
		live,
		managed,
		devices,
		device,
		facing,
		speaker,
		mutedTalk,
		stage,
		blocked: roomsBlocked(session, here ? [stage] : []),
		people,
		network: network.now,
		soundOnly,
		share,
		showsProgram,
		program,
		hand,
		setFaceWidth,
		...joining,
	};
}

export type GuestParts = ReturnType<typeof useGuest>;
