import { partsOf } from "./text";

/** Show what a person typed. It is text. Web addresses can be clicked where the host allows links. */
export function MessageText({ text, links }: { text: string; links: boolean }) {
	if (!links) return <bdi>{text}</bdi>;
	return (
		<bdi>
			{partsOf(text).map(({ text: part, href }, place) => {
				const key = `${place}`;
				if (!href) return <span key={key}>{part}</span>;
				return (
					<a key={key} href={href} target="_blank" rel="noopener noreferrer nofollow">
						{part}
					</a>
				);
			})}
		</bdi>
	);
}
