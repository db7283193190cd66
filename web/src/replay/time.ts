/** Write a place in a replay, as people do: “22:04”, “1:02:03”. `seconds` may have a fraction. */
export function written(seconds: number): string {
	const whole = Math.max(0, Math.floor(seconds));
	const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
	const two = (part: number) => String(part).padStart(2, "0");
	return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Return the place that lies nearest to the wanted one, from 0 to `duration`. */
export const within = (seconds: number, duration: number): number => Math.min(Math.max(seconds, 0), Math.max(duration, 0));

/** Return the place under a point of the seek bar. The middle of the knob stands at the place, so half a knob is free at each
 *  end. All in pixels but `duration`. */
export function placeAt(x: number, width: number, knob: number, duration: number): number {
	const long = width - knob;
	return long > 0 ? within(((x - knob / 2) / long) * duration, duration) : 0;
}
