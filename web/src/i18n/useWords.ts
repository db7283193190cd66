import { useLayoutEffect, useSyncExternalStore } from "react";
import { type Language, language, onLanguage } from "./language";

/** Return the person's language, and set it as the page's own. */
export function useLanguage(): Language {
	const now = useSyncExternalStore(onLanguage, language);
	useLayoutEffect(() => {
		document.documentElement.lang = now === "zh" ? "zh-CN" : "en";
	}, [now]);
	return now;
}

/** Return the words of one table in the person's language. */
export function useWords<Words>(table: Record<Language, Words>): Words {
	return table[useLanguage()];
}
