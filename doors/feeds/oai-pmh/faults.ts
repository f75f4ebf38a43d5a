/** What is wrong with a request, in the words of OAI-PMH 2.0, section 3.6. Every one is told with HTTP 200. */

export type OaiFaultCode =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noRecordsMatch';

export interface OaiFault {
  readonly code: OaiFaultCode;
  /** What is wrong, and what to do. */
  readonly message: string;
}

export const fault = (code: OaiFaultCode, message: string): OaiFault => ({ code, message });

/** Thrown by whoever answers a request; several at once if several things are wrong. */
export class OaiFaults extends Error {
  override readonly name = 'OaiFaults';
  readonly faults: readonly OaiFault[];

  constructor(...faults: readonly OaiFault[]) {
    super(faults.map(({ code, message }) => `${code}: ${message}`).join(' '));
    this.faults = faults;
  }
}

/**
 * Nothing has been published: no answer of the protocol is true then. A harvester that were told of an empty list would take
 * the region for empty, so it is asked to come again (503).
 */
export class NothingPublishedError extends Error {
  constructor() {
    super('Nothing has been published yet. Ask again later.');
  }
}
