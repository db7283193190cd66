import { type RefObject, useEffect, useState } from "react";

/** Tell whether an element's content is larger than the element. The element then needs `tabIndex={0}`, a role and a
 *  name, so that the keyboard can scroll it. */
export function useScrollable(ref: RefObject<HTMLElement | null>): boolean {
	const [scrolls, setScrolls] = useState(false);
	const measure = () => {
		const element = ref.current;
		setScrolls(element !== null && element.scrollHeight > element.clientHeight);
	};
	useEffect(measure); // the content changes with a rendering
	// biome-ignore lint/correctness/useExhaustiveDependencies: the observer follows the element, whatever it holds.
	useEffect(() => {
		if (!ref.current) return;
		const watch = new ResizeObserver(measure);
		watch.observe(ref.current);
		return () => watch.disconnect();
	}, [ref]);
	return scrolls;
}
