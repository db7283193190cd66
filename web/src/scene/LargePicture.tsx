import { useWords } from "../i18n/useWords";
import type { Source } from "../source/source";
import type { Choice } from "./largeChoice";
import css from "./Scenes.module.css";
import { type SceneWords, sceneWords } from "./words";

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
						{nameOf(source, words)}
					</option>
				))}
			</select>
		</label>
	);
}

function nameOf({ label, kind, name }: Source, words: SceneWords): string {
	if (label) return label;
	if (kind === "screen") return words.myScreen;
	// Of all that is drawn, a scene arranges slides alone.
	return kind === "drawn" ? words.slides : name || words.me;
}
