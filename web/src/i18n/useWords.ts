import { useLayoutEffect, useSyncExternalStore } from "react";
import { devices } from "../devices/words";
import { pages } from "../enter/words";
import { guest } from "../guest/words";
import { studio } from "../studio/words";
import { watch } from "../watch/words";
import { type Language, language, onLanguage, setLanguage } from "./language";

const TABLES = { devices, guest, pages, studio, watch };
type Words = { [Table in keyof typeof TABLES]: (typeof TABLES)[Table]["zh"] };

function table(of: Language): Words {
	const { devices, guest, pages, studio, watch } = TABLES;
	return { devices: devices[of], guest: guest[of], pages: pages[of], studio: studio[of], watch: watch[of] };
}

const WORDS: Record<Language, Words> = { zh: table("zh"), en: table("en") };

/** All that pages say, in the person's language; the page's own language follows it. */
export function useWords(): Words & { language: Language; setLanguage: (next: Language) => void } {
	const now = useSyncExternalStore(onLanguage, language);
	useLayoutEffect(() => {
		document.documentElement.lang = now === "zh" ? "zh-CN" : "en";
	}, [now]);
	return { ...WORDS[now], language: now, setLanguage };
}
