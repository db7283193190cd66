import { useWords } from "../i18n/useWords";
import type { Choice } from "./largeChoice";
import css from "./Scenes.module.css";
import { sceneWords } from "./words";

/** Choose the large source, in a scene that has one. */
export function LargeChoice({ choice, onChoose }: { choice: Choice | null; onChoose: (id: string) => void }) {
	const words = useWords(sceneWords);
	if (!choice) return null;
	return (
		<label className={css.large}>
			<span>{words.largePicture}</span>
			<select value={choice.large} onChange={(event) => onChoose(event.target.value)}>
				{choice.sources.map((source) => (
					<option key={source.id} value={source.id}>
						{source.label || (source.kind === "screen" ? words.myScreen : source.name || words.me)}
					</option>
				))}
			</select>
		</label>
	);
}
