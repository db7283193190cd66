import { Unplug } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import type { Blocked } from "./blocked";
import { blockedWords } from "./words";

/** Say what does not get through, and what to do. Show nothing while all gets through. */
export function BlockedBanner({ blocked }: { blocked: Blocked }) {
	const words = useWords(blockedWords);
	return blocked ? <Banner icon={<Unplug size={20} />} {...words[blocked]} /> : null;
}
