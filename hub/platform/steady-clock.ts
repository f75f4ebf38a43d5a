/**
 * Milliseconds since the epoch as this process began, going on evenly: what waits, rests or is paid off by it does so whatever becomes of the
 * machine's clock, which may be set back. A moment of it is for spans of time, and told to nobody.
 */
export const steadyNow = (): number => performance.timeOrigin + performance.now();
