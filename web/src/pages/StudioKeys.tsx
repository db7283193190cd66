import { useRef, useState } from "react";
import { Button } from "../look/Button";
import { LAYOUTS } from "../program/layout";
import { useWords } from "../words/useWords";
import css from "./Studio.module.css";
import type { StudioParts } from "./useStudio";
import { useKeys } from "./useKeys";

const OFF = "kaibo.keys.off";

/** The keys of the studio and the list of them, where they can also be turned off. */
export function StudioKeys({ studio }: { studio: StudioParts }) {
	const { studio: words } = useWords();
	const list = useRef<HTMLDivElement>(null);
	const [on, setOn] = useState(() => localStorage.getItem(OFF) === null);
	const { open, devices, screen, scenes } = studio;
	const turn = (now: boolean) => {
		if (now) localStorage.removeItem(OFF);
		else localStorage.setItem(OFF, "1");
		setOn(now);
	};
	useKeys(on && open, {
		m: () => devices.toggle("mic"),
		v: () => devices.toggle("camera"),
		s: screen.toggle,
		g: () => document.getElementById("go-live")?.focus(),
		"?": () => list.current?.togglePopover(),
		...Object.fromEntries(LAYOUTS.map((layout, index) => [String(index + 1), () => scenes.choose(layout)])),
	});
	return (
		<div ref={list} id="studio-keys" popover="auto" role="dialog" className={css.dialog} aria-label={words.keys}>
			<h2>{words.keys}</h2>
			<dl className={css.keys}>
				<Row words={words.keyList.mic} keys={["M"]} />
				<Row words={words.keyList.camera} keys={["V"]} />
				<Row words={words.keyList.share} keys={["S"]} />
				<Row words={words.keyList.scenes} keys={["1", "2", "3"]} />
				<Row words={words.keyList.live} keys={["G"]} />
				<Row words={words.keyList.list} keys={["?"]} />
			</dl>
			<label className={css.setting}>
				<input type="checkbox" checked={on} onChange={(event) => turn(event.target.checked)} />
				<span>{words.keysOn}</span>
			</label>
			<div className={css.answers}>
				<Button popoverTarget="studio-keys" popoverTargetAction="hide">
					{words.close}
				</Button>
			</div>
		</div>
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
