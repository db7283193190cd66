import "../ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Waiting, WayBack } from "../enter/Entrance";
import { useSession } from "../net/useSession";
import { useLoaded } from "../ui/useLoaded";

const HOST = 0;
const studio = () => import("../studio/Studio");
const guest = () => import("../guest/Guest");

/** `/s/{id}`: the studio or the guest's page, by the session's role. */
function Page() {
	const { session, view, signedOut } = useSession(location.pathname.split("/")[2] ?? "");
	const Role = useLoaded(view && (view.Session.Role === HOST ? studio : guest));
	if (signedOut) return <WayBack />;
	if (!view || !Role) return <Waiting busy={session.offline} />;
	return <Role session={session} view={view} />;
}

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<StrictMode>
			<Page />
		</StrictMode>,
	);
