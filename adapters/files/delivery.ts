/** All files of a system as they lie at one moment: what a library delivers together, is read together. */
import { createHash } from 'node:crypto';
import { createDataFileReader, fileNameOf, type DataFile, type DataFileReader } from '../shared/data-file.ts';
import type { FilesSettings, ItemsSource } from './config.ts';
import type { FilesSite } from './site.ts';

/** What should be there, in words. */
export const EXPECTED = { records: 'a MARC file', items: 'a list of copies' } as const;

export type RecordsSource = FilesSettings['records'][number];

/** One of the files, with the entry of the settings that names it. */
export interface Part<Source> extends PartOptions<Source> {
  readonly reader: DataFileReader;
}

export interface OpenPart<Source> extends PartOptions<Source> {
  readonly file: DataFile;
}

interface PartOptions<Source> {
  readonly name: string;
  readonly source: Source;
  /** Whether it is known to be whole if nothing but the names of its columns is in it; false where not said. */
  readonly mayBeEmpty?: boolean | undefined;
}

export interface Delivery {
  readonly records: readonly OpenPart<RecordsSource>[];
  readonly items: readonly OpenPart<ItemsSource>[];
  /** The same for the same bytes in the same order. */
  readonly digest: string;
  /** Each file's name with the SHA-256 and the length of its bytes. */
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number | null }[];
  /** What tells it from the next one without reading it; null where a file has nothing of the kind. */
  readonly version: string | null;
  /** When what is told of the copies was written (RFC 3339, UTC); null where a file does not say. */
  readonly asOf: string | null;
  /** Throws where a file was replaced since: some of them would be of another day than the others. */
  confirm(signal: AbortSignal): Promise<void>;
  release(): Promise<void>;
}

export interface DeliveryReader {
  readonly records: readonly Part<RecordsSource>[];
  readonly items: readonly Part<ItemsSource>[];
  /** As {@link Delivery.version}, without reading; null where something lies on a disk, where reading costs little. */
  lookAtVersion(signal: AbortSignal): Promise<string | null>;
  open(signal: AbortSignal): Promise<Delivery>;
  close(): void;
}

/** Throws CONFIG_INVALID for an address that is none. */
export function createDeliveryReader(site: FilesSite, now: () => number): DeliveryReader {
  const { settings } = site;
  const records = settings.records.map((source, index) => toPart(site, source, `settings.records[${index}].source`));
  const items = settings.items.map((source, index) => toPart(site, source, `settings.items[${index}].source`));
  const all: readonly Part<unknown>[] = [...records, ...items];
  const isFetched = [...settings.records, ...settings.items].every(({ source }) => /^https?:/i.test(source));
  return {
    records,
    items,
    async lookAtVersion(signal) {
      if (!isFetched) return null;
      const looks = await Promise.all(all.map(({ reader }) => reader.look(signal)));
      return versionOf(looks.map(({ version }) => version));
    },
    open: (signal) => openDelivery({ records, items }, now(), signal),
    close: () => {
      for (const { reader } of all) reader.close();
    },
  };
}

/** Opens every file of a delivery. Throws where one cannot be read; then none stays open. */
export async function openDelivery(
  parts: Pick<DeliveryReader, 'records' | 'items'>,
  now: number,
  signal: AbortSignal,
): Promise<Delivery> {
  const opened: DataFile[] = [];
  try {
    for (const { reader } of [...parts.records, ...parts.items]) opened.push(await reader.open(signal));
  } catch (error) {
    await releaseAll(opened);
    throw error;
  }
  return deliveryOf(parts, opened, now);
}

function toPart<Source extends { readonly source: string }>(
  { system, settings }: FilesSite,
  source: Source,
  setting: string,
): Part<Source> {
  const name = fileNameOf(source.source);
  const { timeoutSeconds, maxMegabytes } = settings;
  const reader = createDataFileReader({
    system: system.id,
    source: source.source,
    operation: name,
    setting,
    expected: setting.startsWith('settings.records') ? EXPECTED.records : EXPECTED.items,
    directory: system.directory,
    unpacks: true,
    timeoutSeconds,
    maxMegabytes,
  });
  return { name, source, reader };
}

function deliveryOf(
  { records, items }: Pick<DeliveryReader, 'records' | 'items'>,
  opened: readonly DataFile[],
  now: number,
): Delivery {
  const withFiles = <Source>(parts: readonly Part<Source>[], files: readonly DataFile[]): OpenPart<Source>[] =>
    parts.flatMap(({ name, source, mayBeEmpty }, index) => {
      const file = files[index];
      return file === undefined ? [] : [{ name, source, mayBeEmpty, file }];
    });
  const lists = opened.slice(records.length);
  const digests = opened.map(({ digest }) => digest).join('\n');
  return {
    records: withFiles(records, opened),
    items: withFiles(items, lists),
    digest: createHash('sha256').update(digests).digest('hex'),
    files: [...records, ...items].flatMap(({ name }, index) => {
      const file = opened[index];
      return file === undefined ? [] : [{ name, sha256: file.digest, bytes: file.bytes }];
    }),
    version: versionOf(opened.map(({ version }) => version)),
    asOf: oldestOf(lists.length > 0 ? lists : opened, now),
    async confirm(signal) {
      for (const file of opened) await file.confirm(signal);
    },
    release: () => releaseAll(opened),
  };
}

function versionOf(versions: readonly (string | null)[]): string | null {
  return versions.includes(null) ? null : createHash('sha256').update(versions.join('\n')).digest('hex');
}

/** What was written by a clock ahead of ours is still no newer than now. */
function oldestOf(files: readonly DataFile[], now: number): string | null {
  const times = files.flatMap(({ writtenAt }) => writtenAt ?? []);
  return times.length < files.length ? null : new Date(Math.min(now, ...times)).toISOString();
}

async function releaseAll(files: readonly DataFile[]): Promise<void> {
  await Promise.all(files.map((file) => file.release()));
}
