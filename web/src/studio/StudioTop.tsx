import { Eye, EyeOff, Wifi } from "lucide-react";
import { useState } from "react";
import { RecordChip, type Recording } from "../companion/Record";
import type { EditMode } from "../editor/useEditMode";
import { useWords } from "../i18n/useWords";
import { Invite } from "../invite/Invite";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import type { RoomState } from "../stage/useRoom";
import { Chip } from "../ui/Chip";
import { Clock } from "../ui/Clock";
import { useLoaded } from "../ui/useLoaded";
import css from "./Studio.module.css";
import { StudioKeys } from "./StudioKeys";
import { StudioMenu } from "./StudioMenu";
import type { StudioParts } from "./useStudio";
import { studioWords } from "./words";

interface Props {
	session: Session;
	view: View;
	studio: StudioParts;
	editor: EditMode;
	/** Null: this page cannot record. */
	recording: Recording | null;
}

const name = () => import("./StudioName");

/** Show the name of the show and its host, the time on air, and the number of viewers. */
export function StudioTop({ session, view, studio, editor, recording }: Props) {
	const words = useWords(studioWords);
	const [keys, setKeys] = useState(false);
	const [naming, setNaming] = useState(false);
	const StudioName = useLoaded(naming ? name : null);
	return (
		<header className={css.top}>
			<span className={css.mark} aria-hidden="true" />
			<div className={css.whose}>
				<h1>{view.Activity.Name}</h1>
				<p id="who">{words.asHost(view.Session.UserName)}</p>
			</div>
			<div className={css.state}>
				<State view={view} studio={studio} />
				{recording?.recording && <RecordChip since={recording.since} />}
			</div>
			{studio.open && <Invite session={session} view={view} />}
			<StudioMenu
				session={session}
				view={view}
				studio={studio}
				editor={editor}
				recording={recording}
				onName={() => setNaming(true)}
				onKeys={() => setKeys(true)}
			/>
			<StudioKeys studio={studio} listed={keys} onList={setKeys} />
			{naming && StudioName && <StudioName session={session} view={view} onClose={() => setNaming(false)} />}
		</header>
	);
}

function State({ view, studio: { onAir, air } }: { view: View; studio: StudioParts }) {
	const words = useWords(studioWords);
	if (onAir.state === "taken" || onAir.state === "ended") {
		const over = onAir.state === "ended" && !view.Session.EndReason;
		return <Chip role="status">{over ? words.over : words.notHere}</Chip>;
	}
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
