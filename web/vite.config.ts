import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Four pages, no inline script or style: the server's Content-Security-Policy allows only its own files. */
export default defineConfig({
	plugins: [react()],
	build: {
		target: "es2022",
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		rolldownOptions: { input: ["index.html", "enter.html", "session.html", "watch.html"] },
	},
	worker: { format: "es" },
});
