import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { Toast } from "../ui/Toast";
import { stageWords } from "./words";

interface Props {
	removed: View["Removed"];
	/** The session that this page removed last; "" for none. */
	latest: string;
	onRestore: (sessionId: string) => void;
	onGone: () => void;
}

/** Say that the person whom the host removed is off the stage. The list of removed people keeps it. */
export function RemovedToast({ removed, latest, onRestore, onGone }: Props) {
	const words = useWords(stageWords);
	const person = removed.find(({ SessionId }) => SessionId === latest);
	const text = person ? words.offStage(person.UserName) : null;
	return <Toast text={text} undo={words.restore} onUndo={() => onRestore(latest)} onGone={onGone} />;
}
