import type { Background, Design } from "./document";
import { GROUND } from "./first";
import { colour } from "./limits";

/** Set the colour of lower thirds and strips, as `#` and six digits. */
export function setColour(design: Design, typed: string): Design {
	return { ...design, brand: { ...design.brand, colour: colour(typed, design.brand.colour) } };
}

/** Set the background of all scenes without their own. */
export function setGround(design: Design, background: Background): Design {
	return { ...design, brand: { ...design.brand, background: groundOf(background) } };
}

/** Bring a background into the document's form. */
export function groundOf({ first, last, file }: Background): Background {
	return { first: colour(first, GROUND.first), last: colour(last, GROUND.last), file };
}
