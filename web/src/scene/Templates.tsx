import { History } from "lucide-react";
import { addScene, TEMPLATES } from "../design/templates";
import { designWords } from "../design/words";
import { useWords } from "../i18n/useWords";
import { MenuItem } from "../ui/Menu";
import type { Make } from "./strip";
import { TemplatePicture } from "./TemplatePicture";
import { sceneWords } from "./words";

export interface TemplatesProps {
	onAdd: (make: Make) => void;
	/** Undefined: this page offers no earlier shows. */
	onEarlier: (() => void) | undefined;
}

/** Offer the templates, and the way to the earlier shows. */
export default function Templates({ onAdd, onEarlier }: TemplatesProps) {
	const words = useWords(sceneWords);
	const { template: names } = useWords(designWords);
	return (
		<>
			{TEMPLATES.map((template) => (
				<MenuItem
					key={template}
					data-template={template}
					onClick={() => onAdd((design, texts) => addScene(design, template, texts))}
				>
					<TemplatePicture template={template} />
					{names[template]}
				</MenuItem>
			))}
			{onEarlier && (
				<>
					<hr />
					<MenuItem id="earlier-shows" icon={<History size={16} />} onClick={onEarlier}>
						{words.earlier}
					</MenuItem>
				</>
			)}
		</>
	);
}
