import { Headphones, Settings2 } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Menu, MenuItem } from "../ui/Menu";
import { type Choice, choiceIn, type Layer, linesOf, offerOf } from "./quality";
import { qualityWords } from "./qualityWords";

interface Props {
	video: HTMLVideoElement;
	/** The host's pictures. Null: there is nothing to choose. */
	layers: Layer[] | null;
	choice: Choice;
	choose: (choice: Choice) => void;
	/** Further items, at the end. */
	children?: ReactNode;
}

/** Let a viewer choose among the pictures that the host sends, or sound only. */
export function QualityMenu({ video, layers, choice, choose, children }: Props) {
	const words = useWords(qualityWords);
	const shown = useLines(video);
	const offer = offerOf(layers ?? []);
	const chosen = layers ? choiceIn(offer, choice) : "auto";
	const item = (value: Choice) => ({
		role: "menuitemradio" as const,
		"data-quality": value,
		"aria-checked": chosen === value,
		onClick: () => choose(value),
	});
	return (
		<Menu onPicture id="quality" label={words.quality} icon={<Settings2 size={20} />}>
			<MenuItem {...item("auto")}>{chosen === "auto" && shown ? words.autoNow(shown) : words.auto}</MenuItem>
			{offer.saver !== null &&
				offer.lines.map((lines) => (
					<MenuItem key={lines} {...item(lines)}>
						{words.lines(lines)}
					</MenuItem>
				))}
			{offer.saver !== null && <MenuItem {...item("save")}>{words.saves(offer.saver)}</MenuItem>}
			{layers && (
				<MenuItem {...item("sound")}>
					{words.soundOnly}
					<Headphones size={16} aria-hidden />
				</MenuItem>
			)}
			{children}
		</Menu>
	);
}

/** Return the lines of the picture that is shown. The network may allow less than the page wants. */
function useLines(video: HTMLVideoElement): number {
	const [lines, setLines] = useState(0);
	useEffect(() => {
		const read = () => setLines(linesOf({ width: video.videoWidth, height: video.videoHeight }));
		read();
		video.addEventListener("resize", read);
		return () => video.removeEventListener("resize", read);
	}, [video]);
	return lines;
}
