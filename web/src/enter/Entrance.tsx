import { Hourglass, Link2Off } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";
import { enterWords } from "./words";

/** Show that the page waits for the server. */
export function Waiting({ busy }: { busy: boolean }) {
	const words = useWords(enterWords);
	const title = busy ? words.busyTitle : words.entering;
	useBody("enter", "waiting", false, title);
	return <Card icon={<Hourglass />} title={title} text={busy ? words.busyText : words.enteringText} />;
}

/** Tell the person that this browser is not signed in. */
export function WayBack() {
	const words = useWords(enterWords);
	useBody("error", "signedout", false, words.signedOutTitle);
	return <Card icon={<Link2Off />} title={words.signedOutTitle} text={words.signedOutText} />;
}
