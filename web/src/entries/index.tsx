import "../ui/base.css";
import { RadioTower } from "lucide-react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { enterWords } from "../enter/words";
import { useWords } from "../i18n/useWords";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";

/** Show the bare address: it says where to go instead. */
function Welcome() {
	const words = useWords(enterWords);
	useBody("error", "welcome", false, words.welcomeTitle);
	return (
		<Card icon={<RadioTower />} title={words.welcomeTitle} text={words.welcomeText}>
			<a href="/go">{words.welcomeKey}</a>
			<a href="/api">{words.welcomeApi}</a>
		</Card>
	);
}

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<StrictMode>
			<Welcome />
		</StrictMode>,
	);
