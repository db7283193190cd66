import { CircleStop, HardDriveDownload } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Chip } from "../ui/Chip";
import { Clock } from "../ui/Clock";
import { MenuItem } from "../ui/Menu";
import { companionWords } from "./words";

/** The recording by the desktop app, and the function that starts or stops it. */
export interface Recording {
	recording: boolean;
	/** When it began, in seconds of the server's clock; 0 without one. */
	since: number;
	toggle: () => void;
}

/** Start and stop the recording on this computer. */
export function RecordItem({ recording, toggle }: Pick<Recording, "recording" | "toggle">) {
	const words = useWords(companionWords);
	return (
		<MenuItem
			role="menuitemcheckbox"
			id="record"
			aria-checked={recording}
			icon={recording ? <CircleStop size={16} /> : <HardDriveDownload size={16} />}
			onClick={toggle}
		>
			{recording ? words.stopRecording : words.record}
		</MenuItem>
	);
}

/** Say for how long this computer has been recording. Shown while it records. */
export function RecordChip({ since }: Pick<Recording, "since">) {
	const words = useWords(companionWords);
	return (
		<Chip>
			<HardDriveDownload size={16} />
			<span role="status">{words.recording}</span>
			<Clock since={since} />
		</Chip>
	);
}
