/**
 * On whose behalf work is done, however deep it is: what all requests use, such as connections of the database, is shared out among
 * them. It is known to whatever a request begins, without being passed on from call to call.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface Requester {
  /** The same for all work of one request, and for no other. */
  readonly request: string;
  /** Whoever asks in the end, the same for all their requests, by a name that says nothing of who it is; absent for nobody in particular. */
  readonly caller?: string | undefined;
  /** Nobody knows who asks. */
  readonly anonymous: boolean;
}

const requesters = new AsyncLocalStorage<Requester>();

/** Does the work, and all that it begins, for a request. */
export function workFor<T>(requester: Requester, work: () => T): T {
  return requesters.run(requester, work);
}

/** Null for what no request has asked for: a harvest, a job. */
export function currentRequester(): Requester | null {
  return requesters.getStore() ?? null;
}
