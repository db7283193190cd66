const PROBE = "kaibo_probe";
const RULES = "SameSite=Strict; path=/";

/** Tell whether the browser keeps this site's cookies. Sets one for a moment, because browsers say it in no other way. */
export function keepsCookies(): boolean {
	try {
		// biome-ignore lint/suspicious/noDocumentCookie: the newer interface needs https, and has no answer at once
		document.cookie = `${PROBE}=1; ${RULES}`;
		const kept = document.cookie.includes(`${PROBE}=1`);
		// biome-ignore lint/suspicious/noDocumentCookie: as above
		document.cookie = `${PROBE}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; ${RULES}`;
		return kept;
	} catch {
		return false;
	}
}
