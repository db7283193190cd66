import { Headphones } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { qualityWords } from "./qualityWords";
import css from "./SoundOnly.module.css";

const WORDS = {
	zh: { text: "画面已关闭，更省流量。", show: "显示画面" },
	en: { text: "The picture is off, which saves data.", show: "Show the picture" },
};

/** Say in the picture's place that there is only sound. `onPicture` shows the picture. It is null while the sound needs
 *  a tap. */
export default function SoundOnly({ onPicture }: { onPicture: (() => void) | null }) {
	const { soundOnly } = useWords(qualityWords);
	const words = useWords(WORDS);
	return (
		<div className={css.sound}>
			<Headphones size={28} aria-hidden />
			<h2>{soundOnly}</h2>
			<p>{words.text}</p>
			{onPicture && (
				<Button id="show-picture" onClick={onPicture}>
					{words.show}
				</Button>
			)}
		</div>
	);
}
