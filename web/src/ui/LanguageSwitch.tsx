import { setLanguage } from "../i18n/language";
import { useLanguage } from "../i18n/useWords";
import { Button } from "./Button";

/** Switch to the other language. The button is written in that language. */
export function LanguageSwitch() {
	const language = useLanguage();
	const other = language === "zh" ? "en" : "zh";
	return (
		<Button kind="quiet" small lang={other} onClick={() => setLanguage(other)}>
			{other === "en" ? "English" : "中文"}
		</Button>
	);
}
