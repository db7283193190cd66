export { painted } from "./canvas";
export { paintTime } from "./digits";
export { paintLowerThird } from "./paintLowerThird";
export { paintText } from "./paintText";
