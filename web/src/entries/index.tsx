import "../ui/base.css";
import { RadioTower } from "lucide-react";
import { enterWords } from "../enter/words";
import { useWords } from "../i18n/useWords";
import { Card } from "../ui/Card";
import { mount } from "../ui/mount";
import { useBody } from "../ui/useBody";

/** Show the bare address: it says where to go instead. */
function Welcome() {
	const words = useWords(enterWords);
	useBody("error", "welcome", false, words.welcomeTitle);
	return (
		<Card icon={<RadioTower />} title={words.welcomeTitle} text={words.welcomeText}>
			<a href="/go">{words.welcomeKey}</a>
			<a href="/admin">{words.welcomeConsole}</a>
			<a href="/api">{words.welcomeApi}</a>
		</Card>
	);
}

mount(<Welcome />);
