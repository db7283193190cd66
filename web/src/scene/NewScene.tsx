import { Plus } from "lucide-react";
import { useState } from "react";
import { useWords } from "../i18n/useWords";
import { Menu } from "../ui/Menu";
import { useLoaded } from "../ui/useLoaded";
import css from "./Scenes.module.css";
import type { TemplatesProps } from "./Templates";
import { sceneWords } from "./words";

interface Props extends TemplatesProps {
	/** A dragged scene would become the last one. */
	drop: boolean;
}

const templates = () => import("./Templates");

/** Make a scene from a template. No scene begins empty. The templates load when the menu opens for the first time. */
export function NewScene({ drop, ...rest }: Props) {
	const words = useWords(sceneWords);
	const [wanted, setWanted] = useState(false);
	const Templates = useLoaded(wanted ? templates : null);
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
			<Menu
				id="new-scene"
				label={words.newScene}
				icon={button}
				look={css.scene ?? ""}
				over
				onOpen={() => setWanted(true)}
				ready={Templates !== null}
			>
				{Templates && <Templates {...rest} />}
			</Menu>
		</div>
	);
}
