import { useCallback, useEffect, useMemo, useState } from "react";
import { useDevices } from "../devices/useDevices";
import { useTalking } from "../devices/useTalking";
import { ApiError } from "../net/call";
import { Status } from "../net/roles";
import type { View } from "../net/types";
import { useMyName } from "../net/useMyName";
import type { Session } from "../net/useSession";
import { backstage } from "../stage/backstage";
import { roomsBlocked } from "../stage/blocked";
import { useOutgoing } from "../stage/useOutgoing";
import { usePeople } from "../stage/usePeople";
import { useRoom } from "../stage/useRoom";
import { useTile } from "../stage/useTile";
import { guestState } from "./guestState";

const REFUSED: Record<string, "full" | "crowded"> = { StageFull: "full", "ResourceConflict.LinkCrowded": "crowded" };

/** Join everything that the guest's page needs: devices, the place on the stage, the people there. */
export function useGuest(session: Session, view: View) {
	const [wasLive, setWasLive] = useState(false);
	const [joining, setJoining] = useState(false);
	const [left, setLeft] = useState(false);
	const [refused, setRefused] = useState<"" | "full" | "crowded" | "failed">("");
	const { call, tab, moved } = session;
	const myName = useMyName(session, view);
	const { save } = myName;
	const live = view.Activity.Status === Status.LIVE;
	const state = guestState(view, wasLive);
	const here = !moved && (state === "preview" || state === "onstage");

	useEffect(() => {
		if (live) setWasLive(true);
	}, [live]);

	const { devices, state: device } = useDevices(here);
	const stage = useRoom(here && state === "onstage" ? view.Identities.Stage : "", session.base, async () => {
		return (await call("ConnectStage", { Tab: tab })).Token;
	});
	const people = usePeople(stage.room);
	const { camera, mic } = device;
	const tile = useTile(camera.track);
	useOutgoing(
		stage.room,
		useMemo(() => backstage(tile, mic.track, mic.wanted, null), [tile, mic.track, mic.wanted]),
	);

	const mutedTalk = useTalking(here && state === "onstage" && people.length > 0 && !mic.wanted ? mic.track : null);

	const join = useCallback(async () => {
		setJoining(true);
		setRefused("");
		if (!(await save())) return setJoining(false);
		await call("JoinStage", { Tab: tab }).catch((error) => {
			setRefused((error instanceof ApiError && REFUSED[error.code]) || "failed");
		});
		setJoining(false);
	}, [call, tab, save]);
	const leave = useCallback(() => {
		setLeft(true);
		void call("LeaveStage", { Tab: tab }).catch(() => {});
	}, [call, tab]);

	// The show is over for this page: another guest can have the place on the stage.
	const stays = state === "ended" && view.Session.OnStage && !view.Session.EndReason && !moved;
	useEffect(() => {
		if (stays) leave();
	}, [stays, leave]);

	const seen = live && view.Session.OnAir && state === "onstage";
	return {
		state,
		here,
		air: seen && stage.connected,
		seen,
		live,
		devices,
		device,
		mutedTalk,
		stage,
		blocked: roomsBlocked(session, here ? [stage] : []),
		people,
		myName,
		joining,
		left,
		refused,
		join,
		leave,
	};
}

export type GuestParts = ReturnType<typeof useGuest>;
