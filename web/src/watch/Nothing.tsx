import { Link2Off } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";
import { watchWords } from "./words";

/** Say that no show is at this address. */
export default function Nothing() {
	const words = useWords(watchWords);
	useBody("error", "nothing", false, words.nothingTitle);
	return <Card icon={<Link2Off />} title={words.nothingTitle} text={words.nothingText} />;
}
