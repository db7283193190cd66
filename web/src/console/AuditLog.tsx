import { Download } from "lucide-react";
import { useCallback, useState } from "react";
import { useLanguage, useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { moment } from "../ui/moment";
import { SelectField } from "../ui/SelectField";
import { useBody } from "../ui/useBody";
import { auditCsv } from "./auditCsv";
import { auditWords, said } from "./auditWords";
import css from "./Console.module.css";
import { act } from "./calls";
import { To } from "./Frame";
import pages from "./Pages.module.css";
import { patiently } from "./patiently";
import { Refusal } from "./Refusal";
import { saveFile } from "./saveFile";
import { useAdminAct } from "./useAdminAct";
import { upTo, usePages } from "./usePages";
import type { Place } from "./usePlace";
import { useSettled } from "./useSettled";
import { useShowNames } from "./useShowNames";

/** The most pages of a hundred events in a file. */
const MOST_PAGES = 100;

/** The audit log: newest first, in words, with filters, and as a file. */
export function AuditLog({ go, onOut }: { go: (place: Place) => void; onOut: () => void }) {
	const words = useWords(auditWords);
	const language = useLanguage();
	const [kind, setKind] = useState("");
	const [typed, setTyped] = useState("");
	const [show, setShow] = useState("");
	const [since, setSince] = useState("");
	const [until, setUntil] = useState("");
	const who = useSettled(typed);
	const shows = useShowNames(words.allShows, onOut);
	const { busy, refused, run } = useAdminAct(onOut);
	useBody("console", "audit", false, words.audit);
	const readSome = useCallback(
		async (token: string, size: number) => {
			const bounds = { BeginTime: seconds(since), EndTime: seconds(until) };
			const only = { Kinds: kind ? [kind] : [], Who: who, ...(show && { ActivityId: Number(show) }), ...bounds };
			const { Events, NextPageToken } = await act("ListAuditEvents", { ...only, PageSize: size, PageToken: token });
			return { rows: Events, next: NextPageToken };
		},
		[kind, who, show, since, until],
	);
	const read = useCallback((token: string) => readSome(token, 50), [readSome]);
	const { rows, more, readMore } = usePages(read, onOut);
	const save = () =>
		run(async () => {
			const all = await upTo((token) => patiently(() => readSome(token, 100)), MOST_PAGES);
			saveFile("kaibo-audit.csv", auditCsv(all.rows, words), "text/csv;charset=utf-8");
		});
	const kinds = [["", words.allKinds] as const, ...Object.entries(words.kinds)];
	return (
		<>
			<div className={css.head}>
				<h1>{words.audit}</h1>
				<Button id="save-audit" busy={busy} onClick={save}>
					<Download size={16} />
					<span>{words.save}</span>
				</Button>
			</div>
			<Refusal reason={refused} />
			<div className={pages.filters}>
				<SelectField label={words.kind} id="of-kind" value={kind} choices={kinds} onChoose={setKind} />
				<Field label={words.who} id="of-who" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
				<SelectField label={words.show} id="of-show" value={show} choices={shows} onChoose={setShow} />
				<Moment label={words.since} id="since" value={since} onType={setSince} />
				<Moment label={words.until} id="until" value={until} onType={setUntil} />
			</div>
			{rows?.length === 0 && <p className={css.hint}>{words.nothing}</p>}
			{Boolean(rows?.length) && (
				<ul className={pages.rows}>
					{rows?.map((event, place) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: an event has no id, and a row has no state.
						<li key={`${event.Time} ${place}`} className={pages.row} data-kind={event.Kind}>
							<div className={pages.about}>
								<span>{said(event, words)}</span>
								{event.ActivityName && (
									<To place={{ at: "show", id: event.ActivityId, tab: "overview" }} here={false} go={go}>
										{event.ActivityName}
									</To>
								)}
								<span className={pages.faint}>
									{[event.Device, event.AddressPrefix, event.RequestId && words.request].filter(Boolean).join(" · ")}{" "}
									{event.RequestId && <code>{event.RequestId}</code>}
								</span>
							</div>
							<span className={pages.faint}>{moment(event.Time, language)}</span>
						</li>
					))}
				</ul>
			)}
			{more && <Button onClick={readMore}>{words.more}</Button>}
		</>
	);
}

interface MomentProps {
	label: string;
	id: string;
	value: string;
	onType: (value: string) => void;
}

function Moment({ label, id, value, onType }: MomentProps) {
	return <Field label={label} id={id} type="datetime-local" value={value} onChange={(event) => onType(event.target.value)} />;
}

/** Return the unix seconds of a field's local time; 0 for none. */
function seconds(local: string): number {
	const at = new Date(local).getTime();
	return Number.isNaN(at) ? 0 : Math.floor(at / 1000);
}
