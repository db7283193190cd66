/** Gives a test the functions that read and draw a PDF. */
import { Deck, inspect } from "../src/slides/deck";

Object.assign(window, { Deck, inspect });
