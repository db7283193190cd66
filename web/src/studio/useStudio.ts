import { useMemo, useState } from "react";
import { outgoingProgram } from "../compositor/publish";
import { SCREEN } from "../design/document";
import { designWords } from "../design/words";
import { useDevices } from "../devices/useDevices";
import { useTalking } from "../devices/useTalking";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { useScreens } from "../source/useScreens";
import { soundsOf, sourcesOf } from "../stage/guests";
import { useGuests } from "../stage/useGuests";
import { useOutgoing } from "../stage/useOutgoing";
import { useLately } from "../ui/useLately";
import { useEncoder } from "./useEncoder";
import { useFormat } from "./useFormat";
import { lackOf, useGoLive } from "./useGoLive";
import { useGuestLayers } from "./useGuestLayers";
import { useHostOnStage } from "./useHostOnStage";
import { useMeeting } from "./useMeeting";
import { useOnAir } from "./useOnAir";
import { useRooms } from "./useRooms";
import { useShow } from "./useShow";
import { useTalk, useTalkMic } from "./useTalk";

/** LiveKit may need so long to resume a connection after our server is back. */
const RESUMING_MS = 5000;

/** Join everything that the host's page needs: devices and screen → stage and program → the two rooms. */
export function useStudio(session: Session, view: View) {
	const onAir = useOnAir(session, view);
	const open = onAir.state === "preview" || onAir.state === "live";
	const format = useFormat(view.Program, onAir.sending);

	const { devices, state: device } = useDevices(open);
	const screens = useScreens(open, format.fps);
	const screen = screens.shared.get(SCREEN) ?? null;

	const { stage, broadcast, blocked } = useRooms(session, view, open, onAir.sending);

	const stagePeople = useGuests(view, stage, open);
	const { people, guests } = stagePeople;
	const { camera, mic } = device;
	const name = view.Session.UserName;
	const { host: role } = useWords(designWords);
	const sources = useMemo(
		() => sourcesOf({ name, role, camera: camera.track }, guests, screen),
		[name, role, camera.track, guests, screen],
	);
	const [meets, meet] = useMeeting(view.Session.SessionId);
	const met = meets || onAir.sending;
	const talk = useTalk(onAir.state === "live", open && met);
	const offAir = talk.on;
	const ownVoice = offAir ? null : mic.track;
	const sounds = useMemo(() => soundsOf(ownVoice, guests, screen), [ownVoice, guests, screen]);
	const spotlight = guests.find((guest) => guest.Spotlight)?.Identity ?? "";
	const shown = useShow(session, view, open, { format, sources, sounds, offAir, spotlight, screens, mic, room: stage.room });
	const { boxes } = shown.pictures.program;
	useGuestLayers(stage.room, boxes, guests);
	useTalkMic(talk.on, devices, device);
	// Viewers see nothing until this page knows which scene is on air.
	const program = shown.show.ready ? shown.program : null;

	const { screenSounds } = shown;
	const microphones = shown.extra.sounds;
	const only = (talk.on && talk.to?.Identity) || "";
	const host = { devices, device, screen, microphones, screenSounds, only };
	useHostOnStage(stage.room, met, people.length === 0, host, view);
	useOutgoing(
		broadcast.room,
		useMemo(() => (program ? outgoingProgram(program, format) : []), [program, format]),
	);

	const lowered = useEncoder(broadcast, format);

	const goingLive = useGoLive(onAir.goLive, lackOf(device, sources, shown.heard));
	// Before the show the guests may hear the host already.
	const heard = onAir.state === "live" || (met && people.length > 0);
	const mutedTalk = useTalking(heard && !mic.wanted ? mic.track : null);

	const [renewing, renew] = useState(false);

	// Red only while a picture really goes out. When only our server is away, LiveKit goes on without it.
	const away = useLately(session.offline, RESUMING_MS);
	const sends = broadcast.connected || (broadcast.resuming && away);
	const air = onAir.state === "live" && sends;
	const seat = { onAir, air, open, renewing, renew };
	return {
		...seat,
		...stagePeople,
		...shown,
		devices,
		device,
		screens,
		stage,
		broadcast,
		blocked,
		goingLive,
		mutedTalk,
		talk,
		sources,
		format,
		lowered,
		met,
		meet,
	};
}

export type StudioParts = ReturnType<typeof useStudio>;
