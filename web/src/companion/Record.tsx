import { CircleStop, HardDriveDownload } from "lucide-react";
import { useEffect, useState } from "react";
import { serverNow } from "../browser/clock";
import { useWords } from "../i18n/useWords";
import { Chip } from "../ui/Chip";
import { Clock } from "../ui/Clock";
import { MenuItem } from "../ui/Menu";
import { companionWords } from "./words";

/** What the desktop app records, and the function that starts or stops it. */
export interface Recording {
	recording: boolean;
	toggle: () => void;
}

/** Start and stop the recording on this computer. */
export function RecordItem({ recording, toggle }: Recording) {
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
export function RecordChip() {
	const words = useWords(companionWords);
	const [since, setSince] = useState(0);
	useEffect(() => setSince(serverNow() / 1000), []);
	return (
		<Chip>
			<HardDriveDownload size={16} />
			<span role="status">{words.recording}</span>
			<Clock since={since} />
		</Chip>
	);
}
