import { Headphones } from "lucide-react";
import { useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./SoundTest.module.css";
import { soundWords } from "./soundWords";
import { playTone } from "./tone";
import type { Speaker } from "./useSpeaker";

/** Let a person hear a tone before others talk to them, and choose where they hear it. */
export function SoundTest({ speaker }: { speaker: Speaker }) {
	const words = useWords(soundWords);
	const [state, setState] = useState<"" | "playing" | "heardNothing" | "failed">("");
	const play = async () => {
		setState("playing");
		await playTone(speaker.id).then(
			() => setState("heardNothing"),
			() => setState("failed"),
		);
	};
	const playing = state === "playing";
	const picks = speaker.choices.length > 1;
	const said = state === "heardNothing" || state === "failed" ? words[state] : picks ? words.headphones : "";
	return (
		<div className={css.test}>
			<Headphones size={20} />
			{picks ? <SpeakerPicker speaker={speaker} /> : <span>{words.headphones}</span>}
			<Button small id="test-sound" busy={playing} onClick={() => void play()}>
				{playing ? words.playing : words.play}
			</Button>
			<p className={css.said} role="status">
				{said}
			</p>
		</div>
	);
}

function SpeakerPicker({ speaker: { choices, id, choose } }: { speaker: Speaker }) {
	const words = useWords(soundWords);
	// Chromium lists the system's own output too, with its name.
	const named = choices.some((choice) => choice.id === "default");
	return (
		<select aria-label={words.speaker} value={id || (named ? "default" : "")} onChange={(event) => choose(event.target.value)}>
			{!named && <option value="">{words.system}</option>}
			{choices.map((choice, index) => (
				<option key={choice.id} value={choice.id}>
					{choice.label || words.unnamed(index + 1)}
				</option>
			))}
		</select>
	);
}
