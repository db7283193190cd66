import "../ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Waiting, WayBack } from "../enter/Entrance";
import { pageBase } from "../net/base";
import { Role } from "../net/roles";
import { useSession } from "../net/useSession";
import { useLoaded } from "../ui/useLoaded";

const studio = () => import("../studio/Studio");
const guest = () => import("../guest/Guest");

/** Show `/s/{id}`: the studio or the guest's page, by the session's role. */
function Page() {
	const { session, view, signedOut } = useSession(pageBase());
	const Shown = useLoaded(view && (view.Session.Role === Role.HOST ? studio : guest));
	if (signedOut) return <WayBack />;
	if (!view || !Shown) return <Waiting busy={session.offline} />;
	return <Shown session={session} view={view} />;
}

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<StrictMode>
			<Page />
		</StrictMode>,
	);
