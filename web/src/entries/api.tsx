import "../ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Api } from "../reference/Api";

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<StrictMode>
			<Api />
		</StrictMode>,
	);
