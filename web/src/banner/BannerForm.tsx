import { type FormEvent, useEffect, useRef, useState } from "react";
import type { BannerWords } from "../design/banners";
import { LINE, NAME } from "../design/limits";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { oneLine } from "../ui/oneLine";
import { useModal } from "../ui/useModal";
import css from "./Banners.module.css";
import { bannerWords } from "./words";

interface Props {
	/** The words of the banner that the host changes. Undefined: it is a new one. */
	first: BannerWords | undefined;
	people: BannerWords[];
	/** Viewers see the banner now. */
	atOnce: boolean;
	onSave: (words: BannerWords) => void;
	onClose: () => void;
}

/** Ask for the words of a banner. Enter saves them from either field. A name of the stage fills the fields. */
export function BannerForm({ first, people, atOnce, onSave, onClose }: Props) {
	const words = useWords(bannerWords);
	const [typed, setTyped] = useState<BannerWords>({ title: first?.title ?? "", line: first?.line ?? "" });
	const [empty, setEmpty] = useState(false);
	const { close, props } = useModal(onClose);
	const title = useRef<HTMLInputElement>(null);
	useEffect(() => title.current?.select(), []);

	const type = (part: Partial<BannerWords>) => {
		setTyped({ ...typed, ...part });
		setEmpty(false);
	};
	const fill = (person: BannerWords) => {
		type(person);
		title.current?.focus();
	};
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (!oneLine(typed.title) && !oneLine(typed.line)) {
			setEmpty(true);
			title.current?.focus();
			return;
		}
		// The dialog gives the focus back before the new banner gets it.
		close();
		onSave({ title: typed.title.trim(), line: typed.line.trim() });
	};
	return (
		<dialog {...props} aria-labelledby="banner-title">
			<h2 id="banner-title">{first ? words.edit : words.newBanner}</h2>
			<form onSubmit={submit} className={css.form}>
				<Field
					ref={title}
					label={words.title}
					id="banner-words"
					maxLength={NAME}
					autoComplete="off"
					aria-invalid={empty || undefined}
					said={empty && words.empty}
					value={typed.title}
					onChange={({ target }) => type({ title: target.value })}
				/>
				<Field
					label={words.line}
					id="banner-line"
					maxLength={LINE}
					autoComplete="off"
					value={typed.line}
					onChange={({ target }) => type({ line: target.value })}
				/>
				<People people={people} onChoose={fill} />
				{atOnce && <p className={css.soft}>{words.atOnce}</p>}
				<div className={css.answers}>
					<Button kind="quiet" onClick={close}>
						{words.close}
					</Button>
					<Button type="submit" kind="primary" id="save-banner">
						{first ? words.save : words.add}
					</Button>
				</div>
			</form>
		</dialog>
	);
}

/** Offer the people on the stage: most banners name a person. */
function People({ people, onChoose }: { people: BannerWords[]; onChoose: (person: BannerWords) => void }) {
	const words = useWords(bannerWords);
	if (!people.length) return null;
	return (
		<fieldset className={css.people}>
			<legend>{words.people}</legend>
			{people.map((person) => (
				<Button key={person.title} small data-person={person.title} onClick={() => onChoose(person)}>
					{oneLine(person.title)}
				</Button>
			))}
		</fieldset>
	);
}
