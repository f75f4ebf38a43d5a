/** One answer of OAI-PMH 2.0, whatever its verb. */

export interface OaiHeader {
  readonly identifier: string;
  /** As the server wrote it: a day or a second, UTC. */
  readonly datestamp: string;
  readonly deleted: boolean;
  readonly setSpecs: readonly string[];
}

/** A record as it came. Of ListIdentifiers, and of deleted records, there is no metadata. */
export interface OaiRecord extends OaiHeader {
  readonly kind: 'record';
  /** The one element inside `metadata`, byte for byte; null where there is none. */
  readonly metadata: Uint8Array | null;
  /** Namespaces declared outside of `metadata` that it may use: prefix → URI, `''` for the default one. */
  readonly namespaces: Readonly<Record<string, string>>;
}

/** A record that is not well-formed; the rest of its page is not touched by it. */
export interface OaiReject {
  readonly kind: 'reject';
  /** The header, where that much could be read. */
  readonly header: OaiHeader | null;
  readonly reason: string;
  /** `record 3 of the page, byte 10420` */
  readonly place: string;
  /** The whole `record` element, or what is there of it. */
  readonly raw: Uint8Array;
}

export interface OaiResumptionToken {
  /** Null for the empty element that ends a list. */
  readonly token: string | null;
  /** Hints, as the server gives them. */
  readonly completeListSize: number | null;
  readonly cursor: number | null;
}

export type OaiGranularity = 'day' | 'second';

export interface OaiIdentify {
  readonly repositoryName: string | null;
  /** `no`: removals are never seen. */
  readonly deletedRecord: 'no' | 'transient' | 'persistent' | null;
  readonly granularity: OaiGranularity | null;
}

/** One answer. Whatever the verb did not bring is empty or null. */
export interface OaiAnswer {
  /** The server's own clock: the high-water mark of a harvest is the first page's. */
  readonly responseDate: string | null;
  /** `code` is one of section 3.6, or whatever the server sent; `noRecordsMatch` is a quiet day, not a failure. */
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly identify: OaiIdentify | null;
  /** The `setSpec` of each set. */
  readonly sets: readonly string[];
  readonly records: readonly (OaiRecord | OaiReject)[];
  /** Null where the element is absent: the list is complete then too. */
  readonly resumptionToken: OaiResumptionToken | null;
}
