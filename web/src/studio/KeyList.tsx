import { useWords } from "../i18n/useWords";
import { canShare } from "../source/screen";
import { Button } from "../ui/Button";
import { useModal } from "../ui/useModal";
import { keyWords } from "./keyWords";
import css from "./Studio.module.css";
import { studioWords } from "./words";

interface Props {
	/** How many scenes have a key. */
	scenes: number;
	/** How many banners have a key. */
	banners: number;
	/** The keys act in this browser. */
	on: boolean;
	turn: (on: boolean) => void;
	onClose: () => void;
}

/** List the studio's keys. The host can also turn them off here. */
export default function KeyList({ scenes, banners, on, turn, onClose }: Props) {
	const { keys: title, close } = useWords(studioWords);
	const words = useWords(keyWords);
	const { first, props } = useModal(onClose);
	return (
		<dialog {...props} aria-labelledby="keys-title">
			<h2 id="keys-title">{title}</h2>
			<dl className={css.keys}>
				<Row words={words.mic} keys={["M"]} />
				<Row words={words.camera} keys={["V"]} />
				{canShare() && <Row words={words.share} keys={["S"]} />}
				<Row words={words.scenes} keys={digits(scenes)} />
				{banners > 0 && <Row words={words.banners} keys={["Shift", ...digits(banners)]} />}
				<Row words={words.pages} keys={["←", "→"]} />
				<Row words={words.live} keys={["G"]} />
				<Row words={words.undo} keys={["Ctrl", "Z"]} />
				<Row words={words.redo} keys={["Ctrl", "Shift", "Z"]} />
				<Row words={words.list} keys={["?"]} />
			</dl>
			<label className={css.setting}>
				<input type="checkbox" checked={on} onChange={(event) => turn(event.target.checked)} />
				<span>{words.on}</span>
			</label>
			<form method="dialog" className={css.answers}>
				<Button type="submit" ref={first}>
					{close}
				</Button>
			</form>
		</dialog>
	);
}

const digits = (count: number) => Array.from({ length: count }, (_, place) => String(place + 1));

function Row({ words, keys }: { words: string; keys: string[] }) {
	return (
		<>
			<dt>{words}</dt>
			<dd>
				{keys.map((key) => (
					<kbd key={key}>{key}</kbd>
				))}
			</dd>
		</>
	);
}
