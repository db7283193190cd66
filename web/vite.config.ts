import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Five pages, no inline script or style: the server's Content-Security-Policy allows only its own files. */
export default defineConfig({
	plugins: [react()],
	build: {
		target: "es2022",
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		rolldownOptions: {
			input: ["index.html", "enter.html", "session.html", "watch.html", "api.html"],
			// A chunk of its own is run before the libraries that are imported after it.
			output: { codeSplitting: { groups: [{ name: "early", test: /src.(watch.(early|token|base)|api.call)/ }] } },
		},
	},
	worker: { format: "es" },
});
