import { Plus } from "lucide-react";
import { useState } from "react";
import { useWords } from "../../i18n/useWords";
import { Button } from "../../ui/Button";
import base from "../Console.module.css";
import { act } from "../calls";
import { Ask } from "./Ask";
import { LinkRow } from "./LinkRow";
import { NewLink } from "./NewLink";
import type { OfShow } from "./ofShow";
import css from "./Show.module.css";
import { LINK_ROLES, type LinkRole, useLinks } from "./useLinks";
import { showWords } from "./words";

/** Every link that opens a show. `onChanged` hears that links were turned off or on. */
export function Links(of: OfShow & { onChanged: () => void }) {
	const { links: words } = useWords(showWords);
	if (!of.may) return <p className={base.hint}>{words.notAllowed}</p>;
	return <All {...of} />;
}

function All({ id, onOut, onChanged }: OfShow & { onChanged: () => void }) {
	const { links: words, keep } = useWords(showWords);
	const { rows: links, more, again, readMore } = useLinks(id, onOut);
	const [making, setMaking] = useState(false);
	const changed = () => {
		again();
		onChanged();
	};
	const renew = async (role: LinkRole) => {
		await act("RotateLaunchLinks", { ActivityId: id, Role: role });
		changed();
	};
	return (
		<>
			<div className={base.head}>
				<p className={css.grow}>{words.text}</p>
				<Button kind="primary" id="new-link" aria-expanded={making} onClick={() => setMaking(!making)}>
					<Plus size={16} />
					<span>{words.make}</span>
				</Button>
			</div>
			{making && (
				<section className={base.card}>
					<NewLink id={id} onMade={again} onOut={onOut} />
				</section>
			)}
			<ul className={css.links}>
				{links?.map((link) => (
					<LinkRow key={link.LinkId} link={link} onChanged={changed} onOut={onOut} />
				))}
			</ul>
			{links?.length === 0 && <p className={base.hint}>{words.none}</p>}
			{more && <Button onClick={readMore}>{words.more}</Button>}
			<div className={base.buttons}>
				{LINK_ROLES.map((role) => (
					<Ask
						key={role}
						id={`renew-${role}`}
						label={words.renew[role]}
						question={words.renewQuestion[role]}
						yes={words.renewNow}
						no={keep}
						onYes={() => renew(role)}
						onOut={onOut}
					/>
				))}
			</div>
		</>
	);
}
