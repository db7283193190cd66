import { CircleStop, HardDriveDownload } from "lucide-react";
import { useEffect, useState } from "react";
import { serverNow } from "../browser/clock";
import type { Format } from "../compositor/orders";
import type { Program } from "../compositor/publish";
import type { Devices, DevicesState } from "../devices/devices";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { LAYOUTS } from "../scene/layout";
import type { SceneControl } from "../scene/useScene";
import { Button } from "../ui/Button";
import { Clock } from "../ui/Clock";
import { opened } from "./report";
import { useCompanion } from "./useCompanion";
import { useRecorder } from "./useRecorder";
import { useThumbnails } from "./useThumbnails";
import { companionWords } from "./words";

interface Props {
	view: View;
	/** As `body[data-state]`. */
	state: string;
	air: boolean;
	/** The page uses its devices: it was neither taken over nor ended. */
	open: boolean;
	/** How many people wait for the host's word. */
	waiting: number;
	/** Null: the page cannot go live now. */
	goLive: (() => void) | null;
	devices: Devices;
	device: DevicesState;
	scenes: SceneControl;
	program: Program | null;
	format: Format;
}

/** Connect the studio with the desktop app: its keys and windows, and the recording on this computer's disk. */
export default function Companion({ view, state, air, open, waiting, goLive, devices, device, scenes, program, format }: Props) {
	const next = () => {
		const at = LAYOUTS.indexOf(scenes.scene.layout);
		scenes.choose(LAYOUTS[(at + 1) % LAYOUTS.length] ?? "solo");
	};
	const port = useCompanion(
		{
			page: "studio",
			state,
			air,
			show: view.Activity.Name,
			link: view.Session.LinkId,
			since: air ? view.Activity.StartTime : 0,
			waiting,
			...opened(open, device),
		},
		{
			...(open && { microphone: () => devices.toggle("mic"), camera: () => devices.toggle("camera"), "next-scene": next }),
			...(goLive && { "go-live": goLive }),
		},
	);
	useThumbnails(port, program?.picture ?? null);
	const { recording, toggle } = useRecorder(port, program, format);
	if (!program) return null;
	return <Record recording={recording} onToggle={toggle} />;
}

function Record({ recording, onToggle }: { recording: boolean; onToggle: () => void }) {
	const words = useWords(companionWords);
	const [since, setSince] = useState(0);
	useEffect(() => setSince(recording ? serverNow() / 1000 : 0), [recording]);
	return (
		<Button small id="record" aria-pressed={recording} onClick={onToggle}>
			{recording ? <CircleStop size={16} /> : <HardDriveDownload size={16} />}
			<span>{recording ? words.stopRecording : words.record}</span>
			{recording && <Clock since={since} />}
		</Button>
	);
}
