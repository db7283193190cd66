/** Gives a test the functions that draw texts, times and pictures. */
import { clockDrawing } from "../src/drawn/clock";
import { countdownDrawing } from "../src/drawn/countdown";
import { lowerThirdDrawing } from "../src/drawn/lowerThird";
import { pictureDrawing } from "../src/drawn/picture";
import { textDrawing } from "../src/drawn/text";
import { everySecond } from "../src/net/seconds";

Object.assign(window, { textDrawing, lowerThirdDrawing, countdownDrawing, clockDrawing, pictureDrawing, everySecond });
