import { useCallback, useState } from "react";
import { deviceStorage } from "../browser/storage";

/** "" follows the system. */
export type Theme = "" | "light" | "dark";

export const THEMES: readonly Theme[] = ["", "light", "dark"];

/** The script `theme.js`, which runs before the first paint of every page, reads it too. */
const KEY = "kaibo.theme";

/** Return the theme that the person chose on this device, and a function that chooses another one at once. */
export function useTheme(): [Theme, (next: Theme) => void] {
	const [theme, setTheme] = useState(() => THEMES.find((one) => one === deviceStorage.get(KEY)) ?? "");
	const choose = useCallback((next: Theme) => {
		if (next) deviceStorage.set(KEY, next);
		else deviceStorage.remove(KEY);
		if (next) document.documentElement.dataset.theme = next;
		else delete document.documentElement.dataset.theme;
		setTheme(next);
	}, []);
	return [theme, choose];
}
