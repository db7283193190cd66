/** A value that parts of the page share, inside React and outside of it. */
export class Shared<Value> {
	private listeners = new Set<() => void>();

	constructor(private value: Value) {}

	get = (): Value => this.value;

	set = (next: Value): void => {
		this.value = next;
		for (const listener of this.listeners) listener();
	};

	/** Call the listener after each change. Returns a function that ends this. */
	listen = (listener: () => void): (() => void) => {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	};
}
