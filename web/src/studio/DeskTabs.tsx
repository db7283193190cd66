import { useWords } from "../i18n/useWords";
import { Tabs } from "../ui/Tabs";
import css from "./DeskTabs.module.css";
import { tabWords } from "./tabWords";
import { LAYERS_PANEL, type Panel, PEOPLE_PANEL } from "./useDeskPanels";

interface Props {
	shown: Panel;
	onShow: (panel: Panel) => void;
	/** The guests on the stage. */
	count: number;
	/** A guest or a person with a question waits for the host. */
	waiting: boolean;
}

/** Switch between the layers and the guests. */
export default function DeskTabs({ shown, onShow, count, waiting }: Props) {
	const words = useWords(tabWords);
	const guests = (
		<>
			{words.guests(count)}
			{waiting && <span className={css.dot} />}
		</>
	);
	return (
		<section className={css.place} aria-label={words.tabs}>
			<Tabs
				tabs={[
					{ key: "layers", panel: LAYERS_PANEL, text: words.layers },
					{ key: "guests", panel: PEOPLE_PANEL, text: guests },
				]}
				shown={shown}
				onShow={onShow}
				label={words.tabs}
				className={css.tabs}
			/>
			<p role="status" className={css.told}>
				{waiting && shown === "layers" && words.waiting}
			</p>
		</section>
	);
}
