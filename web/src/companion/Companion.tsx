import { CircleStop, HardDriveDownload } from "lucide-react";
import { useEffect, useState } from "react";
import { canCompose } from "../compositor/compositor";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { LAYOUTS } from "../scene/layout";
import type { StudioParts } from "../studio/useStudio";
import { Button } from "../ui/Button";
import { Clock } from "../ui/Clock";
import { opened } from "./report";
import { useCompanion } from "./useCompanion";
import { useRecorder } from "./useRecorder";
import { usePictures } from "./useThumbnails";

/** What the studio has with the desktop app: its keys and windows, and a recording on this computer's disk. */
export default function Companion({ view, studio }: { view: View; studio: StudioParts }) {
	const { open, air, onAir, devices, device, scenes, made, format } = studio;
	const ready = open && canCompose() && onAir.state === "preview" && onAir.doing === "" && !onAir.sending;
	const next = () => {
		const at = LAYOUTS.indexOf(scenes.scene.layout);
		scenes.choose(LAYOUTS[(at + 1) % LAYOUTS.length] ?? "solo");
	};
	const port = useCompanion(
		{
			page: "studio",
			state: onAir.state,
			air,
			show: view.Activity.Name,
			link: view.Session.LinkId,
			since: air ? view.Activity.StartTime : 0,
			...opened(open, device),
		},
		{
			...(open && { microphone: () => devices.toggle("mic"), camera: () => devices.toggle("camera"), "next-scene": next }),
			...(ready && { "go-live": onAir.goLive }),
		},
	);
	usePictures(port, made?.picture ?? null);
	const { recording, toggle } = useRecorder(port, made, format);
	if (!made) return null;
	return <Record recording={recording} onToggle={toggle} />;
}

function Record({ recording, onToggle }: { recording: boolean; onToggle: () => void }) {
	const { studio: words } = useWords();
	const [since, setSince] = useState(0);
	useEffect(() => setSince(recording ? Date.now() / 1000 : 0), [recording]);
	return (
		<Button small id="record" aria-pressed={recording} onClick={onToggle}>
			{recording ? <CircleStop size={16} /> : <HardDriveDownload size={16} />}
			<span>{recording ? words.stopRecording : words.record}</span>
			{recording && <Clock since={since} />}
		</Button>
	);
}
