import type { Room } from "livekit-client";
import { expect, test } from "vitest";
import { reconnectPolicy } from "./reconnect";

function pause(state: Room["state"] | `${Room["state"]}`, elapsedMs: number): number | null {
	const policy = reconnectPolicy(() => ({ state: state as Room["state"] }));
	return policy.nextRetryDelayInMs({ retryCount: 9, elapsedMs });
}

test("a room that lost only its signalling is repaired without end", () => {
	expect(pause("connected", 0)).toBeLessThan(2600);
	expect(pause("signalReconnecting", 3_600_000)).toBeLessThan(2600);
});

test("a room that lost picture and sound is given up after one try for them", () => {
	expect(pause("reconnecting", 14_999)).toBeLessThan(2600);
	expect(pause("reconnecting", 15_000)).toBeNull();
});
