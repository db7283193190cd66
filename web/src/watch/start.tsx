import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Watch } from "./Watch";

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<StrictMode>
			<Watch />
		</StrictMode>,
	);
