import { type FormEvent, useCallback, useEffect, useState } from "react";
import { useWords } from "../../i18n/useWords";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import base from "../Console.module.css";
import { act, type Result } from "../calls";
import { useAdminAct } from "../useAdminAct";
import type { OfShow } from "./ofShow";
import { Save } from "./Save";
import css from "./Show.module.css";
import { decided, readValue, SETTINGS, type Setting, type Value, type Values } from "./settings";
import { showWords } from "./words";

type Read = Result<"GetShowSettings">;

/** The settings that a show decides itself, as a form made from their schema. */
export function Settings({ id, may, onOut }: OfShow) {
	const [read, setRead] = useState<Read | null>(null);
	const [values, setValues] = useState<Values>({});
	const [saved, setSaved] = useState(false);
	const { busy, refused, run } = useAdminAct(onOut);
	const take = useCallback((answer: Read) => {
		setRead(answer);
		setValues(answer.Settings as unknown as Values);
	}, []);
	useEffect(() => run(async () => take(await act("GetShowSettings", { ActivityId: id }))), [id, run, take]);
	if (!read) return null;
	const save = (event: FormEvent) => {
		event.preventDefault();
		run(async () => {
			const document = { ActivityId: id, Settings: values as unknown as Read["Settings"], Revision: read.Revision };
			take(await act("PutShowSettings", document));
			setSaved(true);
		});
	};
	const change = (setting: Setting, text: string) => {
		setSaved(false);
		setValues(decided(values, setting, readValue(setting, text)));
	};
	return (
		<form className={`${base.form} ${css.wide}`} onSubmit={save}>
			{SETTINGS.map((setting) => (
				<One
					key={`${setting.block}.${setting.field}`}
					setting={setting}
					value={values[setting.block]?.[setting.field]}
					byServer={(read.Effective as unknown as Values)[setting.block]?.[setting.field]}
					decided={(read.Settings as unknown as Values)[setting.block]?.[setting.field] !== undefined}
					disabled={!may}
					onChange={(text) => change(setting, text)}
				/>
			))}
			{may && <Save id="save-settings" busy={busy} refused={refused} saved={saved} />}
		</form>
	);
}

interface Props {
	setting: Setting;
	value?: Value | undefined;
	/** The value in effect. It is the server's, unless the show decided it. */
	byServer?: Value | undefined;
	decided: boolean;
	disabled: boolean;
	onChange: (text: string) => void;
}

function One({ setting, value, byServer, decided, disabled, onChange }: Props) {
	const { details } = useWords(showWords);
	const { block, field, kind, choices, description, min, max } = setting;
	const known = details.blocks[block]?.[field];
	const label = known?.label ?? `${block} · ${field}`;
	const say = (one: Value) =>
		known?.values[String(one)] ?? (one === true ? details.yes : one === false ? details.no : String(one));
	const id = `setting-${block}-${field}`;
	const text = value === undefined ? "" : String(value);
	if (kind === "number" || kind === "text") {
		const type = kind === "number" ? "number" : "text";
		const shown = decided || byServer === undefined ? "" : String(byServer);
		return (
			<Field
				{...{ label, id, type, disabled, min, max }}
				calm
				said={!known && description}
				value={text}
				placeholder={shown}
				onChange={(event) => onChange(event.target.value)}
			/>
		);
	}
	const options = kind === "flag" ? ["true", "false"] : choices;
	const server = decided || byServer === undefined ? "" : say(byServer);
	return (
		<SelectField
			{...{ label, id, disabled }}
			value={text}
			choices={[
				["", details.byServer(server)],
				...options.map((one) => [one, say(kind === "flag" ? one === "true" : one)] as const),
			]}
			onChoose={onChange}
		/>
	);
}
