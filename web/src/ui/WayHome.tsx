import { useWords } from "../i18n/useWords";
import { uiWords } from "./words";

/** Show a link to the page that the person came from. Nothing without such a page. */
export function WayHome({ url, className }: { url: string; className?: string | undefined }) {
	const words = useWords(uiWords);
	if (!url) return null;
	return (
		<a href={url} rel="noreferrer" className={className} data-way="home">
			{words.backTo(new URL(url).host)}
		</a>
	);
}
