import { serverNow } from "../browser/clock";
import { startCountdown, stopCountdown } from "../design/air";
import type { DesignSource } from "../design/document";
import { setSource } from "../design/sources";
import { designWords, sceneName } from "../design/words";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./Editor.module.css";
import type { Editor } from "./editor";
import { NumberField, Segments, SelectField, TextField } from "./fields";
import { editorWords } from "./words";

type Countdown = Extract<DesignSource, { kind: "countdown" }>;

const MINUTE_S = 60;
const FIVE_MINUTES_S = 300;
const MOST_MINUTES = 24 * 60;

interface Props {
	editor: Editor;
	id: string;
	source: Countdown;
	startsAt: number;
}

/** Choose what a countdown counts to and what follows it. One that counts minutes is started here. */
export function CountdownProperties({ editor: { edit, air, design }, id, source, startsAt }: Props) {
	const words = useWords(editorWords);
	const names = useWords(designWords);
	const { title, seconds, nextScene } = source;
	const set = (part: Partial<Countdown>, step = "") => edit((now) => setSource(now, id, "countdown", part), { step });
	const untils = (["start", "minutes"] as const).map((key) => [key, words.untils[key]] as const);
	const scenes = design.scenes.map((scene) => [scene.id, sceneName(scene, names)] as const);
	const known = scenes.some(([scene]) => scene === nextScene);
	const runs = Object.hasOwn(design.air.ends, id);
	return (
		<>
			<TextField label={words.title} value={title} onChange={(value) => set({ title: value }, `title ${id}`)} />
			<Segments
				label={words.until}
				value={seconds ? "minutes" : "start"}
				options={untils}
				onChange={(until) => set({ seconds: until === "minutes" ? FIVE_MINUTES_S : 0 })}
			/>
			{seconds > 0 && (
				<NumberField
					label={words.minutes}
					value={seconds / MINUTE_S}
					least={1}
					most={MOST_MINUTES}
					onChange={(minutes) => set({ seconds: Math.round(minutes * MINUTE_S) }, `minutes ${id}`)}
				/>
			)}
			{!seconds && !startsAt && <p className={css.faint}>{words.noStart}</p>}
			<SelectField
				label={words.after}
				value={known ? nextScene : ""}
				options={[["", words.stay] as const, ...scenes]}
				onChange={(scene) => set({ nextScene: scene })}
			/>
			{(runs || seconds > 0) && (
				<Button
					small
					id="countdown-run"
					onClick={() => air((now) => (runs ? stopCountdown(now, id) : startCountdown(now, id, serverNow(), startsAt)))}
				>
					{runs ? words.stop : words.start}
				</Button>
			)}
		</>
	);
}
