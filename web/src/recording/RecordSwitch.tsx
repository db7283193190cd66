import { Check } from "lucide-react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { MenuItem } from "../ui/Menu";
import { useAct } from "../ui/useAct";
import { unanswered } from "./unanswered";
import { recordingWords } from "./words";

interface Props {
	session: Session;
	view: View;
}

/** Let the host decide whether the server records the show. A server that is full, or whose disk is, stays wanted. */
export default function RecordSwitch({ session, view }: Props) {
	const words = useWords(recordingWords);
	const { busy, run } = useAct(unanswered);
	const on = view.Recording !== "off";
	return (
		<MenuItem
			id="record-show"
			role="menuitemcheckbox"
			aria-checked={on}
			aria-busy={busy || undefined}
			icon={on && <Check size={16} />}
			onClick={() => !busy && run(() => session.call("SetRecording", { On: !on }))}
		>
			{words.record}
		</MenuItem>
	);
}
