/** So short that a hanging call is over within a step or two, milliseconds. */
export const CALL_TIMEOUT_MS = 800;
