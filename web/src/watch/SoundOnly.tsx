import { Headphones } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { qualityWords } from "./qualityWords";
import css from "./SoundOnly.module.css";

/** Say in the picture's place that there is only sound. `onPicture`: show the picture; null while the sound needs a tap. */
export function SoundOnly({ onPicture }: { onPicture: (() => void) | null }) {
	const words = useWords(qualityWords);
	return (
		<div className={css.sound}>
			<Headphones size={28} aria-hidden />
			<h2>{words.soundOnly}</h2>
			<p>{words.soundOnlyText}</p>
			{onPicture && (
				<Button onPicture id="show-picture" onClick={onPicture}>
					{words.showPicture}
				</Button>
			)}
		</div>
	);
}
