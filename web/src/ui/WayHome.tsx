import { useWords } from "../i18n/useWords";
import { uiWords } from "./words";

/** Where a person came from, for when they are done: a plain link, or nothing. */
export function WayHome({ url, className }: { url: string; className?: string | undefined }) {
	const words = useWords(uiWords);
	if (!url) return null;
	return (
		<a href={url} rel="noreferrer" className={className} data-way="home">
			{words.backTo(new URL(url).host)}
		</a>
	);
}
