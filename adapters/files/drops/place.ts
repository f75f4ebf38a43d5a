/** Where a library puts its exports: the same for a folder, an SFTP host and a web server. */
import type { MerciaError } from '#platform/errors.ts';
import type { DataFileOptions, DataFileReader } from '../../shared/data-file.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { FilesSite } from '../site.ts';
import type { NamePattern } from './name-pattern.ts';
import type { DropSettings } from './settings.ts';

export interface ListedFile {
  readonly name: string;
  /** Null where the server does not say. */
  readonly bytes: number | null;
  /** Milliseconds since the epoch. */
  readonly writtenAt: number | null;
  /** Differs where the file was replaced, or grew. */
  readonly version: string | null;
}

/**
 * The error of a file that is a symbolic link: whoever may write into the folder would have Mercia publish what the link leads to,
 * which may be anything that it can read.
 */
export function linkFault(system: string, name: string): MerciaError {
  const what = `${name} is a symbolic link, which is not followed; put the file itself there`;
  return lmsError(system, 'LMS_BAD_RESPONSE', `drop: ${what}`);
}

/** What the settings of one file say besides its name; see {@link DataFileOptions}. */
export type FileOptions = Pick<DataFileOptions, 'setting' | 'expected'>;

/** How a file of a drop is read, but for where it lies. */
export function readingOf(
  { system, settings: { timeoutSeconds, maxMegabytes } }: FilesSite,
  name: string,
  options: FileOptions,
): Omit<DataFileOptions, 'source'> {
  return { ...options, system: system.id, operation: name, unpacks: true, timeoutSeconds, maxMegabytes };
}

/** One visit: a connection that is kept until everything of it was read. */
export interface PlaceVisit {
  /**
   * Files with names of these forms. Where nobody lists, from `since` (`2026-11-26`) on; null is the last month, and from there back, a
   * year at most, to the day with which `isEnough` is true of what was found.
   */
  list(
    patterns: readonly NamePattern[],
    since: string | null,
    isEnough: (found: readonly ListedFile[]) => boolean,
  ): Promise<readonly ListedFile[]>;
  /** One by its exact name; null where it is not there. Throws LMS_BAD_RESPONSE for a symbolic link, as `list` does. */
  find(name: string): Promise<ListedFile | null>;
  /** A small file as text. Throws LMS_BAD_RESPONSE if it is none, or long. */
  readSmall(name: string): Promise<Buffer>;
  reader(name: string, options: FileOptions): DataFileReader;
  /** Never rejects. */
  close(): Promise<void>;
}

export interface DropPlace {
  /** `the SFTP folder`, for messages: without host and path. */
  readonly called: string;
  /** How far back is looked where nobody lists, in words; absent where all that lies there is seen. */
  readonly reach?: string;
  /** Throws LMS_UNAVAILABLE, LMS_AUTH_FAILED or CONFIG_INVALID if it cannot be entered. */
  visit(signal: AbortSignal): Promise<PlaceVisit>;
}

export interface PlaceOptions {
  readonly site: FilesSite;
  readonly drop: DropSettings;
  /** Reads an environment variable. */
  readonly secret: (name: string) => string | undefined;
  readonly now: () => number;
}

/** No manifest is longer. */
export const MOST_SMALL_BYTES = 1024 * 1024;

/** Throws LMS_BAD_RESPONSE for a manifest that is longer than one can be. */
export function refuseLongManifest(system: string, name: string, bytes: number): void {
  if (bytes <= MOST_SMALL_BYTES) return;
  const what = `is longer than ${MOST_SMALL_BYTES / 1024} kB, which no manifest is; check settings.drop.complete`;
  throw lmsError(system, 'LMS_BAD_RESPONSE', `${name}: ${what}`);
}
