import { Plus } from "lucide-react";
import { TEMPLATES, type TemplateName } from "../design/templates";
import { designWords } from "../design/words";
import { useWords } from "../i18n/useWords";
import { Menu, MenuItem } from "../ui/Menu";
import css from "./Scenes.module.css";
import { TemplatePicture } from "./TemplatePicture";
import { sceneWords } from "./words";

interface Props {
	/** A dragged scene would become the last one. */
	drop: boolean;
	onAdd: (template: TemplateName) => void;
}

/** Make a scene from a template. No scene begins empty. */
export function NewScene({ drop, onAdd }: Props) {
	const words = useWords(sceneWords);
	const { template: names } = useWords(designWords);
	const button = (
		<>
			<span className={css.plus}>
				<Plus size={20} aria-hidden="true" />
			</span>
			<span className={css.name}>{words.newScene}</span>
		</>
	);
	return (
		<div className={css.card} data-drop={drop || undefined}>
			<Menu id="new-scene" label={words.newScene} icon={button} look={css.scene ?? ""} over>
				{TEMPLATES.map((template) => (
					<MenuItem key={template} data-template={template} onClick={() => onAdd(template)}>
						<TemplatePicture template={template} />
						{names[template]}
					</MenuItem>
				))}
			</Menu>
		</div>
	);
}
