/** One drop, opened and read through once: then it is known that it may be taken in. */
import { createHash } from 'node:crypto';
import type { MerciaError } from '#platform/errors.ts';
import { lmsError } from '../../shared/lms-error.ts';
import { EXPECTED, openDelivery, type Delivery, type Part } from '../delivery.ts';
import { inspect, type Inspection } from '../inspect.ts';
import type { FilesSite } from '../site.ts';
import { refuseOtherBytes, type Manifest } from './manifest.ts';
import type { PlaceVisit } from './place.ts';
import type { Drop, DropFile } from './list-drops.ts';
import { listDate } from './lateness.ts';
import { EXPECTED_LISTS, type ListPart } from '../../shared/reader-lists/list-files.ts';
import { entriesOf } from '../../shared/reader-lists/settings.ts';

export interface OpenDrop {
  readonly drop: Drop;
  readonly delivery: Delivery;
  readonly inspection: Inspection;
  readonly deletions: ReadonlySet<string>;
  /** Of all its files, deletions included. */
  readonly digest: string;
  /** When its lists were written, milliseconds since the epoch. */
  readonly listedAt: number | null;
}

export interface OpenDropOptions {
  readonly site: FilesSite;
  readonly visit: PlaceVisit;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Throws LMS_BAD_RESPONSE, naming the file and what is wrong, for a drop that must not be taken in; nothing stays open then. */
export async function openDrop(
  { site, visit, now, signal }: OpenDropOptions,
  drop: Drop,
  manifest: Manifest | null,
): Promise<OpenDrop> {
  const parts = partsOf(site, visit, drop, manifest);
  const opened = await openDelivery(parts, now, signal);
  const listedAt = listDate(site.system.timeZone, drop, manifest, now);
  const delivery = { ...opened, asOf: listedAt === null ? opened.asOf : new Date(listedAt).toISOString() };
  try {
    const told = await deletionsOf({ site, visit, now, signal }, drop, manifest);
    if (manifest !== null) refuseOtherBytes(site.system.id, manifest, delivery.files);
    const inspection = await inspect(site, delivery, {
      isChange: drop.kind === 'changes',
      totals: manifest?.totals,
      toldBy: `the manifest of ${drop.called}`,
    });
    return {
      drop,
      delivery,
      inspection,
      deletions: told.ids,
      digest: told.digest === null ? delivery.digest : `${delivery.digest}+${told.digest}`,
      listedAt,
    };
  } catch (error) {
    await delivery.release();
    throw error;
  }
}

const SHA256_OF_NOTHING = createHash('sha256').digest('hex');

/** How a file ends, in either form of its settings. */
interface Ending {
  readonly trailer?: string | null;
  readonly csv?: { readonly trailer: string | null } | null;
}

/**
 * What to read of a drop. An empty file is left out where the manifest says that it is empty. Where it says how long a file is, or its
 * checksum, that shows whether the file was cut, and its last line does not have to.
 */
export function partsOf(
  { settings }: FilesSite,
  visit: PlaceVisit,
  { files, kind }: Drop,
  manifest: Manifest | null,
): {
  readonly records: readonly Part<(typeof settings.records)[number]>[];
  readonly items: readonly Part<(typeof settings.items)[number]>[];
  readonly lists: readonly ListPart[];
} {
  const isChange = kind === 'changes';
  const isEmpty = ({ name }: DropFile): boolean => {
    const told = manifest?.files.get(name);
    return isChange && (told?.bytes === 0 || told?.sha256 === SHA256_OF_NOTHING);
  };
  const isCompared = ({ name, listed }: DropFile): boolean => {
    const told = manifest?.files.get(name);
    return told !== undefined && (told.sha256 !== null || (told.bytes !== null && typeof listed?.bytes === 'number'));
  };
  function parts<Source extends Ending>(
    role: 'records' | 'items',
    sources: readonly Source[],
    unended: (source: Source) => Source,
  ): readonly Part<Source>[] {
    return files.flatMap((file) => {
      const given = sources[file.entry];
      if (file.role !== role || given === undefined || isEmpty(file)) return [];
      const { name, setting } = file;
      const trailer = given.trailer ?? given.csv?.trailer ?? null;
      const mayBeEmpty = isChange && (trailer !== null || isCompared(file));
      const source = isCompared(file) ? unended(given) : given;
      return { name, source, mayBeEmpty, reader: visit.reader(name, { setting, expected: EXPECTED[role] }) };
    });
  }
  const lists = entriesOf(settings.lists);
  const ofReaders = files.flatMap(({ role, entry, name, setting }) => {
    const list = role === 'lists' ? lists[entry] : undefined;
    if (list === undefined) return [];
    return { ...list, name, reader: visit.reader(name, { setting, expected: EXPECTED_LISTS[list.list] }) };
  });
  const lastLine = 'unended';
  return {
    records: parts('records', settings.records, (source) =>
      source.csv === null ? source : { ...source, csv: { ...source.csv, lastLine } },
    ),
    items: parts('items', settings.items, (source) => ({ ...source, lastLine })),
    lists: ofReaders,
  };
}

async function deletionsOf(
  { site, visit, signal }: OpenDropOptions,
  { files }: Drop,
  manifest: Manifest | null,
): Promise<{ readonly ids: ReadonlySet<string>; readonly digest: string | null }> {
  const listed = files.find(({ role }) => role === 'deletions');
  if (listed === undefined) return { ids: new Set(), digest: null };
  const { name, setting } = listed;
  if (listed.listed?.bytes === 0) {
    // It may say that nothing was deleted; it may also be what a full disk left of it.
    if (manifest !== null) refuseOtherBytes(site.system.id, manifest, [{ name, sha256: SHA256_OF_NOTHING, bytes: 0 }]);
    return { ids: new Set(), digest: null };
  }
  const file = await visit.reader(name, { setting, expected: 'a list of deleted records' }).open(signal);
  try {
    if (manifest !== null) {
      refuseOtherBytes(site.system.id, manifest, [{ name, sha256: file.digest, bytes: file.bytes }]);
    }
    return { ids: await readDeletions(site.system.id, name, file.chunks()), digest: file.digest };
  } finally {
    await file.release();
  }
}

/** The error of a drop of changes that is there although one before it is not. */
export function gapFault(system: string, missing: number, next: Drop): MerciaError {
  const what = `drop of changes ${missing} has not come, and ${next.called} is there: it is not applied over a gap`;
  return lmsError(system, 'LMS_BAD_RESPONSE', `drop: ${what}; send ${missing} again, or a new full drop`);
}

const LONGEST_ID = 100;
const MOST = 1_000_000;

/** A list of deleted records, a number a line. Throws LMS_BAD_RESPONSE, naming the line, for a list that was cut or is something else. */
export async function readDeletions(
  system: string,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<ReadonlySet<string>> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const ids = new Set<string>();
  let rest = '';
  let line = 0;
  const take = (text: string): void => {
    line += 1;
    const id = text.trim().replace(/^"(.*)"$/, '$1');
    if (id === '') return;
    if (id.length > LONGEST_ID || /\p{Cc}/u.test(id))
      throw fault(system, name, `line ${line} is no number of a record`);
    if (ids.size >= MOST) throw fault(system, name, `has more than ${MOST} lines`);
    ids.add(id);
  };
  try {
    for await (const chunk of chunks) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > 10 * LONGEST_ID) throw fault(system, name, `line ${line + 1} is no number of a record`);
      for (const text of lines) take(text);
    }
    rest += decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? fault(system, name, 'is no UTF-8') : error;
  }
  if (rest.trim() !== '') throw fault(system, name, 'ends in the middle of a line, so it may have been cut');
  return ids;
}

function fault(system: string, name: string, what: string): Error {
  return lmsError(system, 'LMS_BAD_RESPONSE', `${name}: the list of deletions ${what}; check what writes it`);
}
