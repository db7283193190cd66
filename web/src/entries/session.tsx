import "./look/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Waiting, WayBack } from "./pages/Entrance";
import { useLoaded } from "./pages/useLoaded";
import { useSession } from "./session/useSession";

const HOST = 0;
const studio = () => import("./pages/Studio");
const guest = () => import("./pages/Guest");

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
