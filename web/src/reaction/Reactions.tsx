import { useEffect, useRef, useState } from "react";
import type { Door } from "../chat/door";
import { useTalk } from "../chat/useTalk";
import { useLanguage, useWords } from "../i18n/useWords";
import type { Talk } from "../net/talk";
import { useMedia } from "../ui/useMedia";
import { type Float, floated } from "./floats";
import { KINDS, type Kind, SIGNS } from "./kinds";
import css from "./Reactions.module.css";
import { reactionWords } from "./words";

const STILL = "(prefers-reduced-motion: reduce)";

interface Props {
	talk: Talk;
	door: Door;
}

/** The reactions of the audience as counts. A viewer clicks to add one. The crew reads them. */
export function Reactions({ talk, door }: Props) {
	const words = useWords(reactionWords);
	const language = useLanguage();
	const { reactions } = useTalk(talk);
	const [floats, drop] = useFloats(reactions, talk.state.ready);
	const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
	// A click too many is no problem of the reader.
	const react = (Kind: Kind) => void door.ask("React", { Kind }).catch(() => {});
	const counted = KINDS.filter((kind) => !door.crew || reactions[kind]);
	if (!counted.length) return null;
	return (
		<fieldset id="reactions" aria-label={words.reactions} className={css.reactions}>
			{counted.map((kind) => {
				const count = reactions[kind] ?? 0;
				const label = `${words.kinds[kind]} ${count}`;
				const shown = (
					<>
						<span aria-hidden="true">{SIGNS[kind]}</span>
						{count > 0 && <span className="digits">{short.format(count)}</span>}
						{floats.map(
							(one) =>
								one.kind === kind && (
									<span key={one.id} className={css.float} aria-hidden="true" onAnimationEnd={() => drop(one)}>
										{SIGNS[kind]}
									</span>
								),
						)}
					</>
				);
				return door.crew ? (
					<span key={kind} className={css.count} role="img" aria-label={label}>
						{shown}
					</span>
				) : (
					<button key={kind} type="button" data-kind={kind} className={css.count} aria-label={label} onClick={() => react(kind)}>
						{shown}
					</button>
				);
			})}
		</fieldset>
	);
}

/** Let new reactions float, unless the person wants no motion. Those from before the page count as seen. */
function useFloats(counts: Readonly<Record<string, number>>, ready: boolean): [readonly Float[], (one: Float) => void] {
	const still = useMedia(STILL);
	const [floats, setFloats] = useState<readonly Float[]>([]);
	const before = useRef(ready ? counts : null);
	useEffect(() => {
		const last = before.current;
		before.current = ready ? counts : null;
		if (last && !still && document.visibilityState === "visible") setFloats((now) => floated(now, last, counts));
	}, [counts, ready, still]);
	return [floats, (one) => setFloats((now) => now.filter((other) => other !== one))];
}
