/** The files of an export as they lie at one moment: MARC, the list of copies, and the lists of what is shadowed. */
import { createHash } from 'node:crypto';
import type { SystemConfig } from '#domain/region.ts';
import { createDataFileReader, type DataFile, type DataFileReader } from '../../shared/data-file.ts';
import type { FileLook } from '../../shared/file-look.ts';
import type { SymphonySettings } from '../config.ts';
import type { SymphonySite } from '../site.ts';
import { ITEMS_SETTING, itemsFileOf, readItemList, type ListedCopies } from './item-list.ts';
import { reportFault } from './lines.ts';
import { SHADOW_LEVELS, type ItemsReport, type ShadowLevel } from './settings.ts';
import { readShadowLists, shadowSetting, type ShadowLists } from './shadow-lists.ts';

type ExportSettings = NonNullable<SymphonySettings['export']>;

/** One of the files, and what the region file calls it. */
interface Part {
  readonly setting: string;
  readonly reader: DataFileReader;
}

interface OpenPart {
  readonly setting: string;
  readonly file: DataFile;
}

export interface ReadLists {
  /** Null where copies come in 999. */
  readonly items: ListedCopies | null;
  readonly shadows: ShadowLists | null;
}

export interface Delivery {
  readonly marc: DataFile;
  /** The same for the same bytes of all files, read by the same columns and in the same characters. */
  readonly digest: string;
  /** When what is said of copies was so, milliseconds since the epoch; null where nobody says. */
  readonly writtenAt: number | null;
  /** Reads the lists. Throws LMS_BAD_RESPONSE where a list is older than what it is about. */
  readLists(): Promise<ReadLists>;
  /** Throws LMS_BAD_RESPONSE where one of the files was replaced since they were opened. */
  confirm(signal: AbortSignal): Promise<void>;
  release(): Promise<void>;
}

export type DeliveryReader = ReturnType<typeof createDeliveryReader>;

/** Binds the reading to one site's export and what its region file names beside it. */
export function createDeliveryReader(site: SymphonySite, settings: ExportSettings) {
  const { system } = site;
  const { items, shadowed } = site.settings.reports;
  const partOf = (source: string, setting: string, expected: string): Part => ({
    setting,
    reader: createReader(system, settings, { source, setting, expected, operation: setting }),
  });
  const marc: Part = {
    setting: 'settings.export.source',
    reader: createExportReader(system, settings),
  };
  const itemPart = items === null ? null : partOf(items.source, ITEMS_SETTING, 'a list of copies');
  const shadowParts =
    shadowed === null
      ? null
      : SHADOW_LEVELS.map((level) => partOf(shadowed[level], shadowSetting(level), 'a list of what is shadowed'));
  const lists = [...(itemPart === null ? [] : [itemPart]), ...(shadowParts ?? [])];

  /** Of the export it only matters when it was written. */
  async function readLists(marcLook: FileLook, opened: readonly OpenPart[]): Promise<ReadLists> {
    const itemFile = itemPart === null ? null : (opened[0] ?? null);
    const shadowFiles = opened.slice(itemFile === null ? 0 : 1);
    const written = { setting: marc.setting, file: marcLook };
    const listed = [written, ...(itemFile === null ? [] : [itemFile])];
    // Copies of what was written down in between, for an interlibrary loan perhaps, would be missing, and its title be shown.
    if (itemFile !== null)
      refuseOlder(system.id, itemFile, [written], 'copies that were added in between would be missing');
    for (const list of shadowFiles)
      refuseOlder(system.id, list, listed, 'what was shadowed in between would become public');
    return {
      shadows: shadowed === null ? null : await readShadowLists(system.id, shadowed, byLevel(shadowFiles)),
      items:
        items === null || itemFile === null
          ? null
          : await readItemList(itemsFileOf(system.id, items), items.columns, itemFile.file.chunks()),
    };
  }

  return {
    marc: marc.reader,
    items: itemPart?.reader ?? null,
    /** The lists beside the export, each with where the region file names it. */
    lists,
    async open(signal: AbortSignal): Promise<Delivery> {
      const opened = await openAll([marc, ...lists], signal);
      const [marcFile, ...others] = opened;
      if (marcFile === undefined) throw new Error('an export is one file at least');
      const copies = itemPart === null ? marcFile : (others[0] ?? marcFile);
      return {
        marc: marcFile.file,
        digest: digestOf(opened, items),
        writtenAt: copies.file.writtenAt,
        readLists: () => readLists(marcFile.file, others),
        async confirm(now) {
          for (const { file } of opened) await file.confirm(now);
        },
        release: () => releaseAll(opened),
      };
    },
    /** The lists alone, without reading the export. Throws as harvest would. */
    async lookAtLists(signal: AbortSignal): Promise<ReadLists> {
      const opened = await openAll(lists, signal);
      try {
        return await readLists(await marc.reader.look(signal), opened);
      } finally {
        await releaseAll(opened);
      }
    },
    close(): void {
      for (const { reader } of [marc, ...lists]) reader.close();
    },
  };
}

async function openAll(parts: readonly Part[], signal: AbortSignal): Promise<OpenPart[]> {
  const opened: OpenPart[] = [];
  try {
    for (const { setting, reader } of parts) opened.push({ setting, file: await reader.open(signal) });
    return opened;
  } catch (error) {
    await releaseAll(opened);
    throw error;
  }
}

async function releaseAll(opened: OpenPart[]): Promise<void> {
  for (const { file } of opened.splice(0)) await file.release();
}

function byLevel(files: readonly OpenPart[]): Readonly<Record<ShadowLevel, DataFile>> {
  const [titles, calls, items, locations] = files.map(({ file }) => file);
  if (titles === undefined || calls === undefined || items === undefined || locations === undefined) {
    throw new Error('there is a list for each level');
  }
  return { titles, calls, items, locations };
}

interface WrittenFile {
  readonly setting: string;
  readonly file: FileLook;
}

/** A list says nothing of what happened between the two. */
function refuseOlder(
  system: string,
  { setting, file }: WrittenFile,
  written: readonly WrittenFile[],
  harm: string,
): void {
  const list = secondsOf(file);
  for (const other of written) {
    const theirs = secondsOf(other.file);
    if (list === null || theirs === null) {
      const unsaid = list === null ? setting : other.setting;
      const what = `nobody says when ${unsaid} was written, so that it is unknown whether this list is of the same day; keep the times of files (rsync -t), or have the server send Last-Modified`;
      throw reportFault({ system, setting }, what);
    }
    if (list >= theirs) continue;
    const what = `the list is older than ${other.setting}: ${harm}; write it after that file`;
    throw reportFault({ system, setting }, what);
  }
}

/** `Last-Modified` has no fractions. */
function secondsOf({ writtenAt }: FileLook): number | null {
  return writtenAt === null ? null : Math.floor(writtenAt / 1000);
}

/** An export alone keeps its own digest, so that cursors of before stay what they are. */
function digestOf(opened: readonly OpenPart[], items: ItemsReport | null): string {
  const digests = opened.map(({ file }) => file.digest);
  const [only, ...more] = digests;
  if (only !== undefined && more.length === 0) return only;
  return createHash('sha256')
    .update(JSON.stringify([digests, items?.columns, items?.encoding]))
    .digest('hex');
}

/** The MARC file itself. */
export function createExportReader(system: ReaderSystem, settings: ExportSettings): DataFileReader {
  return createReader(system, settings, {
    source: settings.source,
    operation: 'export',
    setting: 'settings.export.source',
    expected: 'a MARC file',
  });
}

/** Paths begin at the folder of the region file. */
type ReaderSystem = Pick<SystemConfig, 'id' | 'directory'>;

function createReader(
  { id: system, directory }: ReaderSystem,
  { timeoutSeconds, maxMegabytes }: ExportSettings,
  named: Pick<Parameters<typeof createDataFileReader>[0], 'source' | 'operation' | 'setting' | 'expected'>,
): DataFileReader {
  return createDataFileReader({ system, directory, ...named, timeoutSeconds, maxMegabytes });
}
