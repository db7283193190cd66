import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { PageBoundary } from "./PageBoundary";

/** Show a page. An error in it leaves words and a button, never an empty window. */
export function mount(page: ReactNode): void {
	const root = document.getElementById("root");
	if (!root) return;
	createRoot(root).render(
		<StrictMode>
			<PageBoundary>{page}</PageBoundary>
		</StrictMode>,
	);
}
