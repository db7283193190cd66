import { Headphones } from "lucide-react";
import { useRef } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./TalkOffAir.module.css";
import { talkWords } from "./talkWords";
import type { Talk } from "./useTalk";

/** A press of at least so long is one to talk while it lasts. */
const HELD_MS = 400;

/** Let the host talk to the stage, and not to viewers. It lasts while the button is held, or from one click to the next. */
export default function TalkOffAir({ talk }: { talk: Talk }) {
	const words = useWords(talkWords);
	const pressed = useRef(0);
	/** The press began the talk. Its click must not end it. */
	const began = useRef(false);
	const { turn } = talk;
	const on = talk.on && talk.to === null;
	const press = () => {
		pressed.current = performance.now();
		began.current = !on;
		if (!on) turn(true);
	};
	const release = () => {
		if (began.current && performance.now() - pressed.current >= HELD_MS) turn(false);
	};
	const click = () => {
		// A key gives a click alone.
		if (!began.current) turn(!on);
		began.current = false;
	};
	return (
		<div className={css.talk}>
			<Button
				small
				id="talk-off-air"
				aria-pressed={on}
				title={words.hold}
				onPointerDown={press}
				onPointerUp={release}
				onPointerCancel={release}
				onPointerLeave={release}
				onClick={click}
			>
				<Headphones size={16} />
				<span>{words.talk}</span>
			</Button>
		</div>
	);
}
