import { Hourglass } from "lucide-react";
import { tabStorage } from "../browser/storage";
import { useWords } from "../i18n/useWords";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";
import { Account } from "./Account";
import { AdminLink, NoLink } from "./AdminLink";
import { Admins } from "./Admins";
import { AuditLog } from "./AuditLog";
import type { Me } from "./calls";
import { Frame } from "./Frame";
import { Keys } from "./Keys";
import { People } from "./People";
import { mayOpen } from "./places";
import { Servers } from "./Servers";
import { SettingsPage } from "./SettingsPage";
import { Shows } from "./Shows";
import { SignIn } from "./SignIn";
import { ShowPage } from "./show/ShowPage";
import { useAdmin } from "./useAdmin";
import { usePlace } from "./usePlace";
import { WayIn } from "./WayIn";
import { consoleWords } from "./words";

/** Holds the admin who chose to set a way in later. A tab asks once. */
const LATER = "kaibo.wayin.later";

/** The console: the way in, and behind it the pages of an admin. */
export function Console() {
	const { admin, again } = useAdmin();
	if (admin.at === "link") return <AdminLink token={admin.token} peek={admin.peek} onIn={again} />;
	if (admin.at === "nolink") return <NoLink />;
	if (admin.at === "out") return <SignIn entrance={admin.entrance} onIn={again} />;
	if (admin.at === "waiting") return <Waiting busy={admin.busy} />;
	const { me } = admin;
	const done = () => {
		tabStorage.set(LATER, me.AdminId);
		again();
	};
	const later = tabStorage.get(LATER) === me.AdminId;
	if (!later && !me.HasPassword && !me.Passkeys.length) return <WayIn me={me} onDone={done} onOut={again} />;
	return <Inside me={me} onChanged={again} />;
}

function Inside({ me, onChanged }: { me: Me; onChanged: () => void }) {
	const [place, go] = usePlace();
	if (!mayOpen(me.Role, place.at)) {
		return (
			<Frame me={me} place={place} go={go} onOut={onChanged}>
				<Closed page={place.at} />
			</Frame>
		);
	}
	return (
		<Frame me={me} place={place} go={go} onOut={onChanged}>
			{place.at === "shows" && <Shows me={me} go={go} onOut={onChanged} />}
			{place.at === "show" && <ShowPage key={place.id} id={place.id} tab={place.tab} me={me} go={go} onOut={onChanged} />}
			{place.at === "people" && <People me={me} go={go} onOut={onChanged} />}
			{place.at === "audit" && <AuditLog go={go} onOut={onChanged} />}
			{place.at === "servers" && <Servers onOut={onChanged} />}
			{place.at === "settings" && <SettingsPage onOut={onChanged} />}
			{place.at === "keys" && <Keys onOut={onChanged} />}
			{place.at === "admins" && <Admins me={me} onOut={onChanged} />}
			{place.at === "account" && <Account me={me} go={go} onChanged={onChanged} />}
		</Frame>
	);
}

/** A page that the admin's role does not show. */
function Closed({ page }: { page: string }) {
	const words = useWords(consoleWords);
	useBody("console", page, false, words.console);
	return <p role="status">{words.notYours}</p>;
}

function Waiting({ busy }: { busy: boolean }) {
	const words = useWords(consoleWords);
	useBody("console", "waiting", false, words.console);
	return <Card icon={<Hourglass />} title={words.console} text={busy ? words.busy : words.opening} />;
}
