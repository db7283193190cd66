import { type RefObject, useState } from "react";
import { toggle } from "../design/air";
import { bannersOf } from "../design/banners";
import { SCREEN } from "../design/document";
import { useWords } from "../i18n/useWords";
import { canShare } from "../source/screen";
import { Button } from "../ui/Button";
import { keysOn, turnKeys, useKeys } from "../ui/useKeys";
import { useStepKeys } from "../ui/useStepKeys";
import css from "./Studio.module.css";
import type { StudioParts } from "./useStudio";
import { studioWords } from "./words";

/** The keys of the first scenes, and with Shift of the first banners. */
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Act on the studio's keys, and hold their list, a dialog where the host can also turn them off. */
export function StudioKeys({ studio, list }: { studio: StudioParts; list: RefObject<HTMLDialogElement | null> }) {
	const words = useWords(studioWords);
	const [on, setOn] = useState(keysOn);
	const { open, devices, screens, scenes, show } = studio;
	const banners = bannersOf(show.design).slice(0, DIGITS.length);
	const turn = (now: boolean) => {
		turnKeys(now);
		setOn(now);
	};
	useKeys(on && open, {
		m: () => devices.toggle("mic"),
		v: () => devices.toggle("camera"),
		s: () => screens.toggle(SCREEN),
		g: () => document.getElementById("go-live")?.focus(),
		"?": () => list.current?.showModal(),
		...Object.fromEntries(DIGITS.map((digit, place) => [digit, () => scenes.chooseAt(place)])),
		...Object.fromEntries(banners.map(({ id }, place) => [`Shift+${DIGITS[place]}`, () => show.air((now) => toggle(now, id))])),
	});
	useStepKeys(open, show);
	return (
		<dialog ref={list} aria-labelledby="keys-title">
			<h2 id="keys-title">{words.keys}</h2>
			<dl className={css.keys}>
				<Row words={words.keyList.mic} keys={["M"]} />
				<Row words={words.keyList.camera} keys={["V"]} />
				{canShare() && <Row words={words.keyList.share} keys={["S"]} />}
				<Row words={words.keyList.scenes} keys={DIGITS.slice(0, show.design.scenes.length)} />
				{banners.length > 0 && <Row words={words.keyList.banners} keys={["Shift", ...DIGITS.slice(0, banners.length)]} />}
				<Row words={words.keyList.pages} keys={["←", "→"]} />
				<Row words={words.keyList.live} keys={["G"]} />
				<Row words={words.keyList.undo} keys={["Ctrl", "Z"]} />
				<Row words={words.keyList.redo} keys={["Ctrl", "Shift", "Z"]} />
				<Row words={words.keyList.list} keys={["?"]} />
			</dl>
			<label className={css.setting}>
				<input type="checkbox" checked={on} onChange={(event) => turn(event.target.checked)} />
				<span>{words.keysOn}</span>
			</label>
			<form method="dialog" className={css.answers}>
				<Button type="submit" autoFocus>
					{words.close}
				</Button>
			</form>
		</dialog>
	);
}

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
