import { useState } from "react";
import { useMedia } from "../ui/useMedia";

/** No room for both panels, as in editing.module.css. */
const SHARED = "(max-width: 1279px), (max-height: 480px) and (orientation: landscape)";

export type Panel = "layers" | "guests";

/** The ids of the two panels. */
export const LAYERS_PANEL = "panel-layers";
export const PEOPLE_PANEL = "panel-guests";

export interface DeskPanels {
	/** The layers and the guests share one place, so they have tabs. */
	tabbed: boolean;
	shown: Panel;
	show: (panel: Panel) => void;
}

/** Say which panel stands beside the program. `editing`: the host edits a scene, which needs the layers. */
export function useDeskPanels(editing: boolean): DeskPanels {
	const tabbed = useMedia(SHARED) && editing;
	const [shown, show] = useState<Panel>("layers");
	return { tabbed, shown, show };
}

/** The attributes of a panel: it is one of two tabs, or it just stands there. */
export const panelOf = (panel: Panel, { tabbed }: DeskPanels) =>
	tabbed
		? ({
				role: "tabpanel",
				id: panel === "layers" ? LAYERS_PANEL : PEOPLE_PANEL,
				"aria-labelledby": `tab-${panel}`,
			} as const)
		: {};
