/** What a region passes on to discovery systems, as its file says. */
import { FORMATS } from './catalogue.ts';
import type { Format } from './catalogue.ts';
import type { LibraryId, NetworkId, SystemId } from './ids.ts';

/** What an edition's MARC takes over from the other records of the edition, where its own lacks it. */
export const MERGED_PARTS = ['IDENTIFIERS', 'SUBJECTS', 'CONTENTS', 'SUMMARIES'] as const;
export type MergedPart = (typeof MERGED_PARTS)[number];

/** How a set of files is delivered. */
export const DELIVERY_PROTOCOLS = ['SFTP', 'FTP'] as const;
export type DeliveryProtocol = (typeof DELIVERY_PROTOCOLS)[number];

export interface FeedRules {
  /** Domain name that identifiers begin with, in the words of oai-identifier: `oai:<namespace>:…`. */
  readonly namespace: string;
  /** Whom a harvester writes to. */
  readonly adminEmail: string;
  /** Systems whose MARC an edition carries, the first that has one; after them, the record that says most. */
  readonly marcFrom: readonly SystemId[];
  readonly merge: readonly MergedPart[];
  /** Libraries that forbid passing their records on: neither their MARC nor their holdings are in any feed. */
  readonly withheld: readonly LibraryId[];
  /** A set that would lose more than this percentage within a day is held until an operator lets it go. */
  readonly holdPercent: number;
  /** Days for which earlier positions can be asked for: manifests and changes since then. */
  readonly keepDays: number;
  /** Where files are delivered; empty if they are only fetched. */
  readonly deliveries: readonly Delivery[];
}

/** Files that are sent to a discovery service as often as it is said, in the form that EBSCO asks for. */
export interface Delivery {
  /** Letters and digits: file names begin with it. */
  readonly id: string;
  readonly protocol: DeliveryProtocol;
  readonly host: string;
  readonly port: number;
  readonly folder: string;
  readonly userEnv: string;
  /** SFTP takes a password or a key; FTP a password. */
  readonly passwordEnv: string | null;
  readonly privateKeyEnv: string | null;
  /** SHA-256 of the host's key as OpenSSH prints it (`SHA256:…`); required for SFTP. */
  readonly hostKey: string | null;
  /** A set of the editions; all of them if null. */
  readonly set: string | null;
  readonly gzip: boolean;
  /**
   * Files go up under another name, and get their own when all of them are there. False for a host that lets nothing be
   * renamed; then only with gzip, by which half a file is seen.
   */
  readonly rename: boolean;
  /** FTP without TLS: user, password and files can be read on the way. */
  readonly unencrypted: boolean;
  readonly everyHours: number;
}

/** Kinds of a change of an entry of a feed. */
export const FEED_CHANGES = ['CHANGED', 'DELETED', 'MERGED', 'SPLIT'] as const;
export type FeedChange = (typeof FEED_CHANGES)[number];

/** The set of all that is not only read online, for customers whose own knowledge base has that. */
export const WITHOUT_ONLINE_SET = 'without-online';

/** The set of editions that libraries of a network hold. */
export const networkSet = (network: NetworkId): string => `network:${network}`;
export const formatSet = (format: Format): string => `format:${format.toLowerCase()}`;

/** The sets of an edition, and of its records in the repositories of libraries; networks are apart. */
export function setsOfEveryRepository(edition: {
  readonly format: Format;
  readonly online: boolean;
}): readonly string[] {
  const format = formatSet(edition.format);
  return edition.online ? [format] : [format, WITHOUT_ONLINE_SET];
}

/** Every set of the repository of editions. */
export function editionSets(networks: readonly NetworkId[]): readonly string[] {
  return [...networks.map(networkSet), ...FORMATS.map(formatSet), WITHOUT_ONLINE_SET];
}
