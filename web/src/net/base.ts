/** Return `/w/{path}` or `/s/{id}`: the start of the page's calls, its events and its LiveKit address. The server wrote it into
 *  the page. The browser's address may spell it in another way, or have more behind it: then the page corrects it. */
export function pageBase(): string {
	const base = document.body.dataset.base ?? "";
	if (base && location.pathname !== base) history.replaceState(history.state, "", base);
	return base;
}
