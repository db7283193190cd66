import { Check, Copy } from "lucide-react";
import { type ComponentProps, useEffect, useRef, useState } from "react";
import { copyText } from "../browser/clipboard";
import { useWords } from "../i18n/useWords";
import { Button } from "./Button";
import css from "./CopyButton.module.css";
import { uiWords } from "./words";

/** How long the button says that the text was copied. */
const SAID_MS = 2000;

interface Props extends Omit<ComponentProps<typeof Button>, "onClick"> {
	/** The text for the clipboard. */
	text: string;
	/** The words on the button. */
	label: string;
}

/** Copy a text on a click, and say so for two seconds. Where the browser cannot copy, show the text, selected. */
export function CopyButton({ text, label, ...rest }: Props) {
	const words = useWords(uiWords);
	const [state, setState] = useState<"" | "copied" | "refused">("");
	const copied = state === "copied";
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setState(""), SAID_MS);
		return () => clearTimeout(timer);
	}, [copied]);
	const copy = () => void copyText(text).then((done) => setState(done ? "copied" : "refused"));
	return (
		<>
			<Button {...rest} onClick={copy}>
				{copied ? <Check size={16} /> : <Copy size={16} />}
				<span>{copied ? words.copied : label}</span>
			</Button>
			{state === "refused" && <ByHand text={text} />}
		</>
	);
}

function ByHand({ text }: { text: string }) {
	const words = useWords(uiWords);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => {
		field.current?.focus();
		field.current?.select();
	}, []);
	return (
		<label className={css.byHand}>
			<span>{words.copyByHand}</span>
			<input ref={field} readOnly value={text} data-copy="by-hand" onFocus={(event) => event.target.select()} />
		</label>
	);
}
