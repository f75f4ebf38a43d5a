/** The id that finds one request in every log. */
import { randomUUID } from 'node:crypto';

export const CORRELATION_HEADER = 'x-correlation-id';

/** Plain enough to stand in a log line and a header; long enough for a UUID or a trace id. */
const ACCEPTED = /^[A-Za-z0-9._-]{8,64}$/;

/** The caller's id where it is fit to be logged, else a new one. */
export function toCorrelationId(given: string | readonly string[] | undefined): string {
  return typeof given === 'string' && ACCEPTED.test(given) ? given : randomUUID();
}
