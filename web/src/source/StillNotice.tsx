import { MonitorPause } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { useDismissal } from "../ui/useDismissal";
import type { SharedScreen } from "./screen";
import { useStill } from "./useStill";
import { sourceWords } from "./words";

/** Say that the shared screen stands still, and why that may be. */
export function StillNotice({ shared }: { shared: SharedScreen | null }) {
	const { screenStill } = useWords(sourceWords);
	const still = useStill(shared?.picture ?? null);
	const [shown, dismiss] = useDismissal(still ? "still" : "");
	if (!shown) return null;
	return <Banner id="screen-still" icon={<MonitorPause size={20} />} onDismiss={dismiss} {...screenStill} />;
}
