import "./look/base.css";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { Waiting, WayBack } from "./pages/Entrance";
import { useSession } from "./session/useSession";

const HOST = 0;
const Studio = lazy(() => import("./pages/Studio"));
const Guest = lazy(() => import("./pages/Guest"));

/** `/s/{id}`: the studio or the guest's page, by the session's role. */
function Page() {
	const { session, view, signedOut } = useSession(location.pathname.split("/")[2] ?? "");
	if (signedOut) return <WayBack />;
	if (!view) return <Waiting busy={session.offline} />;
	const Role = view.Session.Role === HOST ? Studio : Guest;
	return (
		<Suspense fallback={<Waiting busy={false} />}>
			<Role session={session} view={view} />
		</Suspense>
	);
}

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<StrictMode>
			<Page />
		</StrictMode>,
	);
