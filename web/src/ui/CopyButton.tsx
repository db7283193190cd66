import { Check, Copy } from "lucide-react";
import { type ComponentProps, useEffect, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "./Button";
import { uiWords } from "./words";

/** How long the button says that the text was copied. */
const SAID_MS = 2000;

interface Props extends Omit<ComponentProps<typeof Button>, "onClick"> {
	/** The text for the clipboard. */
	text: string;
	/** The words on the button. */
	label: string;
}

/** Copy a text on a click, and say so for two seconds. */
export function CopyButton({ text, label, ...rest }: Props) {
	const words = useWords(uiWords);
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), SAID_MS);
		return () => clearTimeout(timer);
	}, [copied]);
	// Without https there is no clipboard, and a browser may refuse it. Then the button does not say "copied".
	const copy = () =>
		void navigator.clipboard?.writeText(text).then(
			() => setCopied(true),
			() => {},
		);
	return (
		<Button {...rest} onClick={copy}>
			{copied ? <Check size={16} /> : <Copy size={16} />}
			<span>{copied ? words.copied : label}</span>
		</Button>
	);
}
