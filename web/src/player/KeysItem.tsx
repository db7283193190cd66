import { Check } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { MenuItem } from "../ui/Menu";
import { useMedia } from "../ui/useMedia";
import type { PlayerKeys } from "./usePlayerKeys";
import { playerWords } from "./words";

/** Turn the single keys on or off. A device without a mouse rarely has keys. */
export function KeysItem({ keys }: { keys: PlayerKeys }) {
	const words = useWords(playerWords);
	if (!useMedia("(any-pointer: fine)")) return null;
	return (
		<MenuItem
			id="player-keys"
			role="menuitemcheckbox"
			aria-checked={keys.on}
			icon={keys.on && <Check size={16} />}
			onClick={keys.turn}
		>
			{words.keys}
		</MenuItem>
	);
}
