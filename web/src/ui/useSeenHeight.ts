import { useEffect } from "react";

const HEIGHT = "--seen-height";
const TOP = "--seen-top";

/** Tell the style sheets how much of the window is seen. A keyboard of an iPhone covers the page, and makes it no smaller. */
export function useSeenHeight(): void {
	useEffect(() => {
		const seen = window.visualViewport;
		if (!seen) return;
		const { style } = document.documentElement;
		const measure = () => {
			style.setProperty(HEIGHT, `${seen.height}px`);
			style.setProperty(TOP, `${seen.offsetTop}px`);
		};
		measure();
		seen.addEventListener("resize", measure);
		seen.addEventListener("scroll", measure);
		return () => {
			seen.removeEventListener("resize", measure);
			seen.removeEventListener("scroll", measure);
			style.removeProperty(HEIGHT);
			style.removeProperty(TOP);
		};
	}, []);
}
