import "../ui/base.css";
import { Waiting, WayBack } from "../enter/Entrance";
import { pageBase } from "../net/base";
import { Role } from "../net/roles";
import { useSession } from "../net/useSession";
import { CookieGate } from "../ui/CookieGate";
import { mount } from "../ui/mount";
import { useLoaded } from "../ui/useLoaded";

const studio = () => import("../studio/StudioPage");
const guest = () => import("../guest/Guest");

/** Show `/s/{id}`: the studio, the guest's page or the assistant's, by the session's role. */
function Page() {
	const { session, view, signedOut } = useSession(pageBase());
	const Shown = useLoaded(view && (view.Session.Role === Role.GUEST ? guest : studio));
	if (signedOut) return <WayBack />;
	if (!view || !Shown) return <Waiting busy={session.offline} />;
	return <Shown session={session} view={view} />;
}

mount(
	<CookieGate>
		<Page />
	</CookieGate>,
);
