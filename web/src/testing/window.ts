type Described = Record<string, PropertyDescriptor>;

/** Give this object the properties back that it had. Those of the test tools stay. */
function putBack(shared: object, had: Described): void {
	const has = Object.getOwnPropertyDescriptors(shared) as Described;
	for (const name of Object.keys(has).filter((name) => !(name in had) && !name.startsWith("__"))) {
		Reflect.deleteProperty(shared, name);
	}
	for (const [name, property] of Object.entries(had)) {
		const { get, value } = has[name] ?? {};
		const same = has[name] && get === property.get && Object.is(value, property.value);
		if (!same && !name.startsWith("__")) Reflect.defineProperty(shared, name, property);
	}
}

/** Keep what the window is now. Return what puts it back: elements, globals, listeners, storage, cookies, the address. */
export function keepWindow(): () => void {
	const { documentElement, head, body } = document;
	const address = location.href;
	const objects = [globalThis, document, navigator, performance, HTMLElement.prototype, HTMLMediaElement.prototype];
	const had = objects.map((shared) => Object.getOwnPropertyDescriptors(shared) as Described);
	const listened: (() => void)[] = [];
	for (const target of [globalThis, document, documentElement, body] as EventTarget[]) {
		const listen = target.addEventListener;
		target.addEventListener = (...listener: Parameters<EventTarget["addEventListener"]>) => {
			listened.push(() => target.removeEventListener(...listener));
			listen.apply(target, listener);
		};
	}
	return () => {
		for (const stop of listened) stop();
		objects.forEach((shared, at) => {
			putBack(shared, had[at] as Described);
		});
		for (const element of [documentElement, head, body]) {
			for (const name of element.getAttributeNames()) element.removeAttribute(name);
			Reflect.deleteProperty(element, "addEventListener");
		}
		head.replaceChildren();
		body.replaceChildren();
		for (const cookie of document.cookie.split("; ")) {
			// biome-ignore lint/suspicious/noDocumentCookie: happy-dom has no cookie store
			document.cookie = `${cookie.split("=")[0]}=; expires=${new Date(0).toUTCString()}`;
		}
		localStorage.clear();
		sessionStorage.clear();
		if (location.href !== address) history.replaceState(null, "", address);
	};
}
