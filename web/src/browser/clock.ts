/** Milliseconds. The server's word replaces a time that differs by more; it improves one that differs by less. */
const JUMP_MS = 5000;

let ahead: number | undefined;

/** Hear the server's time in unix milliseconds. Messages are late, so the latest time counts. After a computer has slept, the
 *  page's steady clock may be far behind. */
export function hear(time: number): void {
	const next = time - performance.now();
	ahead = ahead === undefined || Math.abs(next - ahead) > JUMP_MS ? next : Math.max(ahead, next);
}

/** Return the server's time in unix milliseconds. The page counts on with its steady clock from the server's last word. The
 *  device's own clock may be wrong, or be set while the page is open. */
export function serverNow(): number {
	return ahead === undefined ? Date.now() : ahead + performance.now();
}
