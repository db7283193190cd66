import type { Background, Design } from "./document";

/** Set the colour of lower thirds and strips, as `#` and six digits. */
export function setColour(design: Design, colour: string): Design {
	return { ...design, brand: { ...design.brand, colour } };
}

/** Set the background of all scenes without their own. */
export function setGround(design: Design, background: Background): Design {
	return { ...design, brand: { ...design.brand, background } };
}
