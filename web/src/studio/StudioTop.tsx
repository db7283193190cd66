import { Eye, EyeOff, Wifi } from "lucide-react";
import { useRef, useState } from "react";
import { inCompanion } from "../companion/port";
import { RecordChip, type Recording } from "../companion/Record";
import { canCompose } from "../compositor/compositor";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { RoomState } from "../stage/useRoom";
import { Chip } from "../ui/Chip";
import { Clock } from "../ui/Clock";
import { CopyButton } from "../ui/CopyButton";
import { useLoaded } from "../ui/useLoaded";
import css from "./Studio.module.css";
import { StudioKeys } from "./StudioKeys";
import { StudioMenu } from "./StudioMenu";
import type { StudioParts } from "./useStudio";
import { studioWords } from "./words";

const companion = () => import("../companion/Companion");

/** Show the name of the show and its host, the time on air, and the number of viewers. */
export function StudioTop({ view, studio }: { view: View; studio: StudioParts }) {
	const words = useWords(studioWords);
	const { onAir } = studio;
	const Companion = useLoaded(inCompanion() ? companion : null);
	const [recording, setRecording] = useState<Recording | null>(null);
	const keys = useRef<HTMLDialogElement>(null);
	return (
		<header className={css.top}>
			<span className={css.mark} aria-hidden="true" />
			<div className={css.whose}>
				<h1>{view.Activity.Name}</h1>
				<p id="who">{words.asHost(view.Session.UserName)}</p>
			</div>
			<div className={css.state}>
				<State view={view} studio={studio} />
				{recording?.recording && <RecordChip />}
			</div>
			{Companion && (
				<Companion
					{...studio}
					view={view}
					state={onAir.state}
					goLive={mayGoLive(studio) ? onAir.goLive : null}
					onRecording={setRecording}
				/>
			)}
			<CopyButton small text={view.Activity.ViewUrl} label={words.copyWatch} />
			<StudioMenu studio={studio} recording={recording} onKeys={() => keys.current?.showModal()} />
			<StudioKeys studio={studio} list={keys} />
		</header>
	);
}

/** Tell whether the button that goes live is there and idle. */
const mayGoLive = ({ open, onAir }: StudioParts) =>
	open && canCompose() && onAir.state === "preview" && onAir.doing === "" && !onAir.sending;

function State({ view, studio: { onAir, air } }: { view: View; studio: StudioParts }) {
	const words = useWords(studioWords);
	if (onAir.state === "taken" || onAir.state === "ended") return <Chip role="status">{words.notHere}</Chip>;
	if (onAir.state === "preview") {
		return (
			<Chip role="status">
				<EyeOff size={16} />
				<span>{words.onlyYou}</span>
			</Chip>
		);
	}
	return (
		<>
			<Chip tone={air ? "air" : "plain"}>
				<span role="status">{words.onAir}</span>
				<Clock since={view.Activity.StartTime} />
			</Chip>
			<Chip className="digits">
				<Eye size={16} aria-label={words.viewers} />
				<span id="viewers">{view.Viewers.toLocaleString()}</span>
			</Chip>
		</>
	);
}

/** Show the state of the connection that matters now. */
export function Connection({ lost, room }: { lost: boolean; room: RoomState }) {
	const words = useWords(studioWords);
	const weak = lost || room.weak;
	if (!weak && !room.connected) return null;
	return (
		<Chip tone={weak ? "care" : "good"} role="status">
			<Wifi size={16} />
			<span>{lost ? words.reconnecting : weak ? words.weak : words.good}</span>
		</Chip>
	);
}
