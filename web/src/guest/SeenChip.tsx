import { Eye, EyeOff } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Chip } from "../ui/Chip";
import { seenOf } from "./chip";
import { guestStageWords } from "./stageWords";
import type { GuestParts } from "./useGuest";

/** Say whether viewers see the guest. Red means that they do. */
export function SeenChip({ guest: { managed, live } }: { guest: GuestParts }) {
	const words = useWords(guestStageWords);
	const seen = seenOf(managed.place, live);
	if (seen === "seen") return <Chip tone="air">{words.seen}</Chip>;
	return (
		<Chip>
			{seen === "seenSoon" ? <Eye size={16} /> : <EyeOff size={16} />}
			<span>{words[seen]}</span>
		</Chip>
	);
}
