import { Cookie } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Button } from "./Button";
import { Card } from "./Card";
import { useBody } from "./useBody";
import { uiWords } from "./words";

/** Say which permission the page lacks: without cookies the server cannot tell this browser from others. */
export function NoCookies({ onAgain }: { onAgain: () => void }) {
	const words = useWords(uiWords);
	useBody("error", "nocookies", false, words.noCookiesTitle);
	return (
		<Card icon={<Cookie />} title={words.noCookiesTitle} text={words.noCookiesText}>
			<Button kind="primary" id="try-again" onClick={onAgain}>
				{words.tryAgain}
			</Button>
		</Card>
	);
}
