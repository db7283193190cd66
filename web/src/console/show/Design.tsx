import { useCallback, useState } from "react";
import { useWords } from "../../i18n/useWords";
import { ApiError } from "../../net/call";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import base from "../Console.module.css";
import { act, type Result } from "../calls";
import { useFresh } from "../useFresh";
import { consoleWords } from "../words";
import { Ask } from "./Ask";
import type { OfShow } from "./ofShow";
import { showWords } from "./words";

type Found = { scenes: number; revision: number } | "newer";

/** How often it is read again while the page is seen: the host's studio may change it. */
const EVERY_MS = 15_000;

/** The design of a show: how much there is of it, and a copy of another show's. */
export function Design({ id, may, onOut }: OfShow) {
	const { details } = useWords(showWords);
	const read = useCallback(() => readDesign(id), [id]);
	const [found, again] = useFresh<Found>(read, EVERY_MS, onOut);
	if (found === null) return null;
	return (
		<>
			<p id="design">
				{found === "newer" ? details.tooNew : [details.scenes(found.scenes), said(found.revision, details)].join(" · ")}
			</p>
			{may && <CopyDesign id={id} onCopied={again} onOut={onOut} />}
		</>
	);
}

function said(revision: number, details: { firstDesign: string; revision: (revision: number) => string }): string {
	return revision ? details.revision(revision) : details.firstDesign;
}

async function readDesign(id: number): Promise<Found> {
	try {
		const { Design, Revision } = await act("GetShowDesign", { ActivityId: id });
		return { scenes: (Design as { scenes: unknown[] }).scenes.length, revision: Revision };
	} catch (error) {
		if (error instanceof ApiError && error.code === "ResourceConflict.ShowDesignVersion") return "newer";
		throw error;
	}
}

interface Props {
	id: number;
	onCopied: () => void;
	onOut: () => void;
}

type Listed = Result<"ListActivityAPI">["Activities"];
/** So many shows fit the list. Others are found by their name. */
const MOST = 50;
/** The list is as good as still: a new show is found by the next visit. */
const SELDOM_MS = 60_000;

function CopyDesign({ id, onCopied, onOut }: Props) {
	const { find } = useWords(consoleWords);
	const { details, keep } = useWords(showWords);
	const [name, setName] = useState("");
	const [from, setFrom] = useState("");
	const [copied, setCopied] = useState(false);
	const read = useCallback(
		async () => (await act("ListActivityAPI", { Name: name, PageItemCount: MOST })).Activities.filter((one) => one.Id !== id),
		[name, id],
	);
	const [shows] = useFresh<Listed>(read, SELDOM_MS, onOut);
	const copy = async () => {
		await act("CopyShowDesign", { ActivityId: id, FromActivityId: Number(from) });
		setCopied(true);
		onCopied();
	};
	const known = shows?.some((one) => String(one.Id) === from);
	return (
		<div className={base.form}>
			<Field label={find} id="design-find" type="search" value={name} onChange={(event) => setName(event.target.value)} />
			<SelectField
				label={details.copyFrom}
				id="design-from"
				value={known ? from : ""}
				choices={[["", details.choose], ...(shows ?? []).map((one) => [String(one.Id), one.Name] as const)]}
				onChoose={setFrom}
			/>
			<Ask
				id="copy-design"
				label={details.copyNow}
				question={details.copyHint}
				yes={details.copyNow}
				no={keep}
				unready={!known}
				onYes={copy}
				onOut={onOut}
			/>
			<p role="status">{copied && details.copied}</p>
		</div>
	);
}
