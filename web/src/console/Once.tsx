import { useEffect, useRef } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { CopyButton } from "../ui/CopyButton";
import { adminWords } from "./adminWords";
import css from "./Console.module.css";
import pages from "./Pages.module.css";

interface Secret {
	id: string;
	label: string;
	text: string;
	/** The name of its copy button. */
	copy: string;
}

interface Props {
	title: string;
	texts: Secret[];
	/** The person saved it. Nobody sees it again. */
	onDone: () => void;
}

/** Texts that are shown this once. They get the focus, so that a screen reader says them. */
export function Once({ title, texts, onDone }: Props) {
	const words = useWords(adminWords);
	const box = useRef<HTMLElement>(null);
	const first = texts[0]?.text;
	// biome-ignore lint/correctness/useExhaustiveDependencies: other texts get the focus too.
	useEffect(() => box.current?.focus(), [first]);
	return (
		<section ref={box} className={pages.once} tabIndex={-1} aria-label={title}>
			<b>{title}</b>
			{texts.map(({ id, label, text, copy }) => (
				<div key={id} className={pages.row}>
					<div className={pages.about}>
						<span className={pages.faint}>{label}</span>
						<code id={id}>{text}</code>
					</div>
					<CopyButton small id={`copy-${id}`} text={text} label={words.copy} aria-label={copy} />
				</div>
			))}
			<div className={css.buttons}>
				<Button id="saved" onClick={onDone}>
					{words.done}
				</Button>
			</div>
		</section>
	);
}
