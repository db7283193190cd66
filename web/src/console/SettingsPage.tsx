import { useState } from "react";
import { useWords } from "../i18n/useWords";
import { Chip } from "../ui/Chip";
import { Field } from "../ui/Field";
import { useBody } from "../ui/useBody";
import css from "./Console.module.css";
import { act } from "./calls";
import { type Merged, merged } from "./mergedSettings";
import pages from "./Pages.module.css";
import { serverWords } from "./serverWords";
import { useFresh } from "./useFresh";

const EVERY_MS = 10_000;
const read = async () => merged((await act("GetServerSettings")).Servers);

/** Every setting of the servers, its value and where it comes from. Nothing changes here. */
export function SettingsPage({ onOut }: { onOut: () => void }) {
	const words = useWords(serverWords);
	const [typed, setTyped] = useState("");
	const [onlyChanged, setOnlyChanged] = useState(false);
	const [settings] = useFresh(read, EVERY_MS, onOut);
	useBody("console", "settings", false, words.settings);
	const wanted = typed.trim().toLowerCase();
	const found = settings?.filter(({ name, source }) => name.includes(wanted) && !(onlyChanged && source === "default"));
	return (
		<>
			<div className={css.head}>
				<h1>{words.settings}</h1>
			</div>
			<p>{words.howToChange}</p>
			<div className={pages.filters}>
				<Field
					label={words.find}
					id="find-setting"
					type="search"
					value={typed}
					onChange={(event) => setTyped(event.target.value)}
				/>
				<label className={pages.check}>
					<input
						type="checkbox"
						id="only-changed"
						checked={onlyChanged}
						onChange={(event) => setOnlyChanged(event.target.checked)}
					/>
					<span>{words.onlyChanged}</span>
				</label>
			</div>
			{found?.length === 0 && <p className={css.hint}>{words.nothing}</p>}
			{Boolean(found?.length) && (
				<ul className={pages.rows}>
					{found?.map((setting) => (
						<Row key={setting.name + setting.server} setting={setting} />
					))}
				</ul>
			)}
		</>
	);
}

function Row({ setting: { name, value, source, server } }: { setting: Merged }) {
	const words = useWords(serverWords);
	return (
		<li className={pages.setting} data-setting={name}>
			<code>{name}</code>
			<span>
				{value || <span className={pages.faint}>{words.empty}</span>}{" "}
				{server && <span className={pages.faint}>{words.onServer(server)}</span>}
			</span>
			<Chip>{words.sources[source] ?? source}</Chip>
		</li>
	);
}
