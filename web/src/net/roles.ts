/** The numbers of the server's `Role`. A test compares them with the server's. Viewers have no session and no role. */
export const Role = { HOST: 0, GUEST: 1, ASSISTANT: 2 } as const;

/** The numbers of the server's `Status`: what a show is doing. A test compares them with the server's. */
export const Status = { LIVE: 1, PREVIEW: 2, REPLAY: 3, OVER: 4 } as const;

/** Tell whether a show is over, with a replay or without one. */
export const isEnded = (status: number) => status === Status.REPLAY || status === Status.OVER;
