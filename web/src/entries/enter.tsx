import "../ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Enter } from "../enter/Enter";

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<StrictMode>
			<Enter />
		</StrictMode>,
	);
