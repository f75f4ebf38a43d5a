/** The files of an export as they lie at one moment: MARC, the list of copies, and the lists of what is shadowed. */
import { createHash } from 'node:crypto';
import { createDataFileReader, describeFile } from '../../shared/data-file.ts';
import type { DataFile, DataFileReader, FileLook } from '../../shared/data-file.ts';
import type { SymphonySettings } from '../config.ts';
import type { SymphonySite } from '../site.ts';
import { ITEMS_SETTING, itemsFileOf, readItemList, type ListedCopies } from './item-list.ts';
import { reportFault } from './lines.ts';
import type { ShadowLevel } from './settings.ts';
import { readShadowLists, SHADOW_LEVELS, shadowSetting, type ShadowLists } from './shadow-lists.ts';

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

export interface Delivery {
  readonly marc: DataFile;
  /** The same for the same bytes of all files, read by the same columns. */
  readonly digest: string;
  /** When what is said of copies was so, milliseconds since the epoch; null where nobody says. */
  readonly writtenAt: number | null;
  /** Reads the lists. Throws LMS_BAD_RESPONSE where a list of what is shadowed is older than what it hides. */
  readLists(): Promise<{ readonly items: ListedCopies | null; readonly shadows: ShadowLists | null }>;
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
    reader: createReader(system.id, settings, { source, setting, expected, operation: setting }),
  });
  const marc: Part = {
    setting: 'settings.export.source',
    reader: createExportReader(system.id, settings),
  };
  const itemPart = items === null ? null : partOf(items.source, ITEMS_SETTING, 'a list of copies');
  const shadowParts =
    shadowed === null
      ? null
      : SHADOW_LEVELS.map((level) => partOf(shadowed[level], shadowSetting(level), 'a list of what is shadowed'));
  const parts = [marc, ...(itemPart === null ? [] : [itemPart]), ...(shadowParts ?? [])];

  async function open(signal: AbortSignal): Promise<Delivery> {
    const opened: OpenPart[] = [];
    const release = async (): Promise<void> => {
      for (const { file } of opened.splice(0)) await file.release();
    };
    try {
      for (const { setting, reader } of parts) opened.push({ setting, file: await reader.open(signal) });
    } catch (error) {
      await release();
      throw error;
    }
    const [marcFile, ...others] = opened;
    if (marcFile === undefined) throw new Error('an export is one file at least');
    const itemFile = itemPart === null ? null : (others[0] ?? null);
    const shadowFiles = others.slice(itemFile === null ? 0 : 1);
    return {
      marc: marcFile.file,
      digest: digestOf(opened, items?.columns),
      writtenAt: (itemFile ?? marcFile).file.writtenAt,
      async readLists() {
        const listed = [marcFile, ...(itemFile === null ? [] : [itemFile])];
        for (const list of shadowFiles) refuseOlder(system.id, list, listed);
        const shadows = shadowed === null ? null : await readShadowLists(system.id, shadowed, byLevel(shadowFiles));
        const read =
          items === null || itemFile === null
            ? null
            : await readItemList(itemsFileOf(system.id, items), items.columns, itemFile.file.chunks());
        return { items: read, shadows };
      },
      async confirm(now) {
        for (const { file } of opened) await file.confirm(now);
      },
      release,
    };
  }

  return {
    marc: marc.reader,
    items: itemPart?.reader ?? null,
    open,
    /** Looks whether each file is there and how old it is. Throws for the first that is not. */
    async look(signal: AbortSignal): Promise<readonly string[]> {
      const found: string[] = [];
      for (const { setting, reader } of parts) found.push(`${setting}: ${describeFile(await reader.look(signal))}`);
      return found;
    },
    close(): void {
      for (const { reader } of parts) reader.close();
    },
  };
}

function byLevel(files: readonly OpenPart[]): Readonly<Record<ShadowLevel, DataFile>> {
  const [titles, calls, items, locations] = files.map(({ file }) => file);
  if (titles === undefined || calls === undefined || items === undefined || locations === undefined) {
    throw new Error('there is a list for each level');
  }
  return { titles, calls, items, locations };
}

/** Something may have been shadowed between the two: it would become public. */
function refuseOlder(system: string, { setting, file }: OpenPart, written: readonly OpenPart[]): void {
  const list = secondsOf(file);
  for (const other of written) {
    const theirs = secondsOf(other.file);
    if (list === null || theirs === null) {
      const unsaid = list === null ? setting : other.setting;
      const what = `nobody says when ${unsaid} was written, so that it is unknown whether this list is of the same day; keep the times of files (rsync -t), or have the server send Last-Modified`;
      throw reportFault({ system, setting }, what);
    }
    if (list >= theirs) continue;
    const what = `the list is older than ${other.setting}: what was shadowed in between would become public; write it after that file`;
    throw reportFault({ system, setting }, what);
  }
}

/** `Last-Modified` has no fractions. */
function secondsOf({ writtenAt }: FileLook): number | null {
  return writtenAt === null ? null : Math.floor(writtenAt / 1000);
}

/** An export alone keeps its own digest, so that cursors of before stay what they are. */
function digestOf(opened: readonly OpenPart[], columns: unknown): string {
  const digests = opened.map(({ file }) => file.digest);
  const [only, ...more] = digests;
  if (only !== undefined && more.length === 0) return only;
  return createHash('sha256')
    .update(JSON.stringify([digests, columns]))
    .digest('hex');
}

/** The MARC file itself. */
export function createExportReader(system: string, settings: ExportSettings): DataFileReader {
  return createReader(system, settings, {
    source: settings.source,
    operation: 'export',
    setting: 'settings.export.source',
    expected: 'a MARC file',
  });
}

function createReader(
  system: string,
  { timeoutSeconds, maxMegabytes }: ExportSettings,
  named: Pick<Parameters<typeof createDataFileReader>[0], 'source' | 'operation' | 'setting' | 'expected'>,
): DataFileReader {
  return createDataFileReader({ system, ...named, timeoutSeconds, maxMegabytes });
}
