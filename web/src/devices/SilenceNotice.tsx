import { MicOff } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { useDismissal } from "../ui/useDismissal";
import type { Device } from "./devices";
import { useSilence } from "./useSilence";
import { deviceWords } from "./words";

/** Say that the open microphone sends no sound at all. */
export function SilenceNotice({ mic }: { mic: Device }) {
	const words = useWords(deviceWords);
	const open = mic.wanted ? mic.track : null;
	const silent = useSilence(open);
	const [shown, dismiss] = useDismissal(silent ? "silent" : "");
	if (!shown || !open) return null;
	return (
		<Banner id="mic-silent" icon={<MicOff size={20} />} onDismiss={dismiss} {...words.silent(open.label || words.microphone)} />
	);
}
