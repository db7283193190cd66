/** A script of the launch page. It writes into `window.kaibo` and exports nothing. */
declare module "*/static/calendar.js";
