import type { ReactNode } from "react";
import { useWords } from "../i18n/useWords";
import { Menu, MenuItem } from "../ui/Menu";
import css from "./Replay.module.css";
import { SPEEDS } from "./speed";
import type { SpeedControl } from "./useSpeed";
import { replayWords } from "./words";

/** Choose how fast the replay plays. */
export function SpeedMenu({ speed: { speed, set }, children }: { speed: SpeedControl; children?: ReactNode }) {
	const words = useWords(replayWords);
	return (
		<Menu id="speed" onPicture label={words.speedNow(String(speed))} icon={<span className={css.speed}>{speed}×</span>}>
			{SPEEDS.map((one) => (
				<MenuItem key={one} role="menuitemradio" data-speed={one} aria-checked={speed === one} onClick={() => set(one)}>
					{one}×
				</MenuItem>
			))}
			{children}
		</Menu>
	);
}
