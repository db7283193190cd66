const RULES = "SameSite=Strict; path=/";

/** Tell whether the browser keeps this site's cookies. Sets one for a moment, because browsers say it in no other way. Its
 *  name is this call's own: another tab that asks at the same time must not remove it. */
export function keepsCookies(): boolean {
	const probe = `kaibo_probe_${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
	try {
		// biome-ignore lint/suspicious/noDocumentCookie: the newer interface needs https, and has no answer at once
		document.cookie = `${probe}=1; ${RULES}`;
		const kept = document.cookie.includes(`${probe}=1`);
		// biome-ignore lint/suspicious/noDocumentCookie: as above
		document.cookie = `${probe}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; ${RULES}`;
		return kept;
	} catch {
		return false;
	}
}
