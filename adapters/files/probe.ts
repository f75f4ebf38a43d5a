/** What `mercia doctor` finds out: whether the files are there, what stands in their first part, what nobody mapped. */
import { isMerciaError } from '#platform/errors.ts';
import { detectEncoding } from '#platform/text-encoding.ts';
import type { Capability, Probe, ProbeStep, UnmappedCode } from '#contract/adapter.ts';
import { hasCode, looksLikeCode } from '../shared/codes.ts';
import { describeFile } from '../shared/file-look.ts';
import { createFirstPart } from '../shared/first-part.ts';
import { createProbeReport, type StepFound } from '../shared/probe-report.ts';
import type { PlaceOfCode } from '../shared/site.ts';
import type { ItemsSource } from './config.ts';
import type { DataPurpose } from '#domain/region.ts';
import type { ListPart } from '../shared/reader-lists/list-files.ts';
import { lookAtLists } from '../shared/reader-lists/look-at-lists.ts';
import { itemIdOfListed, type FileCopy } from './copy.ts';
import type { DeliveryReader, Part, RecordsSource } from './delivery.ts';
import { entriesOfFile } from './entries.ts';
import { hiddenMarkOf } from './hidden-mark.ts';
import { columnsRead, copyOfRow, readItemRows } from './item-list.ts';
import type { FilesSite } from './site.ts';
import { meaningOf, writtenCode } from './status.ts';

export interface ProbeContext {
  readonly site: FilesSite;
  readonly findParts: FindParts;
  readonly capabilities: readonly Capability[];
  readonly now: () => number;
  /** For which of their libraries' purposes lists about readers may be read; null without a key to make tokens with. */
  readonly listsReadFor: ReadonlySet<DataPurpose> | null;
}

/** The files to look at, and what is to be said of them together. Throws where there are none. */
export type FindParts = (signal: AbortSignal) => Promise<FoundParts>;

export interface FoundParts extends Pick<DeliveryReader, 'records' | 'items'> {
  readonly lists: readonly ListPart[];
  readonly steps: readonly ProbeStep[];
  close(): Promise<void>;
}

export async function probeFiles(
  { site, findParts, capabilities, now, listsReadFor }: ProbeContext,
  signal: AbortSignal,
): Promise<Probe> {
  const report = createProbeReport(now);
  const { steps, unmapped, works } = report;
  const codes = createUnmappedCodes(site, unmapped);
  let isWhole = true;
  let reachable = false;
  let lost: ReadonlySet<Capability> = new Set();
  let parts: FoundParts | null = null;
  const startedAt = now();
  try {
    parts = await findParts(signal);
    steps.push(...parts.steps);
    for (const part of parts.records) {
      const found = await works(part.name, () => lookAtRecords(site, part, codes, signal));
      isWhole &&= found;
      reachable ||= found;
    }
    for (const part of parts.items) {
      const found = await works(part.name, () => lookAtList(site, part, codes, signal));
      isWhole &&= found;
      reachable ||= found;
    }
    const { lists } = site.settings;
    if (listsReadFor === null) {
      for (const { name } of parts.lists) report.note(name, 'not read: MERCIA_PATRON_SECRET is not set');
    } else {
      const recordsAt = await oldestOf(parts.records, signal);
      const itemIdOf = itemIdOfListed(site.settings);
      const options = { system: site.system, lists, itemIdOf, agreedPurposes: listsReadFor, recordsAt, report };
      lost = await lookAtLists(options, parts.lists, signal);
    }
  } catch (error) {
    if (!isMerciaError(error)) throw error;
    isWhole = false;
    steps.push({ what: 'drop', ok: false, elapsedMs: now() - startedAt, detail: error.message });
  } finally {
    await parts?.close();
  }
  return {
    reachable,
    product: null,
    steps,
    unmapped: unmapped.toSorted((a, b) => compare(a.list, b.list) || compare(a.code, b.code)),
    capabilities: isWhole ? capabilities.filter((each) => !lost.has(each)) : [],
  };
}

/** When the oldest file was written, milliseconds since the epoch; null where one does not say, or is not there. */
async function oldestOf(parts: readonly Part<unknown>[], signal: AbortSignal): Promise<number | null> {
  const looks = await Promise.allSettled(parts.map(({ reader }) => reader.look(signal)));
  const times = looks.map((look) => (look.status === 'fulfilled' ? look.value.writtenAt : null));
  return times.some((time) => time === null) ? null : Math.min(...times.map((time) => time ?? 0));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function lookAtRecords(
  site: FilesSite,
  part: Part<RecordsSource>,
  codes: UnmappedCodes,
  signal: AbortSignal,
): Promise<StepFound> {
  const look = await part.reader.look(signal);
  const { csv, kbart } = part.source;
  const isLines = csv !== null || kbart !== null;
  let isCut = (): boolean => false;
  const begin = (): AsyncIterable<Uint8Array> => {
    const first = createFirstPart(part.reader.begin(signal), isLines);
    ({ isCut } = first);
    return first.chunks();
  };
  let [records, rejects] = [0, 0];
  const copies = createCopyCount(site);
  for await (const entry of entriesOfFile(site, part, begin, () => isCut())) {
    if (entry.kind === 'reject') {
      // The last one of a part is cut.
      if (isLines || !isCut()) rejects += 1;
      continue;
    }
    records += 1;
    if (entry.unmappedFormat !== null)
      codes.noteFormat(entry.unmappedFormat, site.settings.records.indexOf(part.source));
    for (const copy of entry.copies) {
      codes.note(copy);
      copies.add(copy);
    }
  }
  const where = isCut() ? 'in its first part' : 'in all';
  const refused = rejects === 0 ? '' : `, ${rejects} cannot be read or have no number`;
  const hasCopies = kbart === null && (site.settings.copies !== null || (csv?.copies ?? null) !== null);
  const held = hasCopies ? `, ${copies.inWords()}` : '';
  const found = codes.withTexts(`${describeFile(look)}; ${where} ${records} records${held}${refused}`);
  return hasCopies && records > 0
    ? copies.warnOfNone(found, 'are copies in another field, or in a list of their own?')
    : found;
}

async function lookAtList(
  site: FilesSite,
  part: Part<ItemsSource>,
  codes: UnmappedCodes,
  signal: AbortSignal,
): Promise<StepFound> {
  const { name, source } = part;
  const look = await part.reader.look(signal);
  const begin = () => createFirstPart(part.reader.begin(signal), true);
  const encoding = source.encoding === 'auto' ? await detectEncoding(begin().chunks()) : source.encoding;
  const first = begin();
  const columns = columnsRead(source);
  const copies = createCopyCount(site);
  const options = { system: site.system.id, name, source, isPart: first.isCut };
  for await (const { values } of readItemRows(options, first.chunks(), encoding)) {
    const copy = copyOfRow(source, columns, values);
    codes.note(copy);
    copies.add(copy);
  }
  const where = first.isCut() ? 'in its first part' : 'in all';
  const found = codes.withTexts(`${describeFile(look)}, ${encoding}; ${where} ${copies.inWords()}`);
  return copies.warnOfNone(found, 'is the list whole?');
}

/** How many copies there are, and how many lack what they should have. */
function createCopyCount(site: FilesSite) {
  let [all, noBarcode, noOwner] = [0, 0, 0];
  return {
    add(copy: FileCopy): void {
      all += 1;
      if (copy.barcode === null) noBarcode += 1;
      if (site.ownerCodeOf(copy) === '') noOwner += 1;
    },
    /** Titles that nobody seems to hold are shown without copies: that is hardly meant. */
    warnOfNone(found: StepFound, question: string): StepFound {
      if (all > 0) return found;
      const detail = typeof found === 'string' ? found : found.detail;
      return { detail: `${detail}; no title would have a copy: ${question}`, warn: true };
    },
    inWords(): string {
      const lacking = [
        noBarcode === 0 ? [] : `${noBarcode} without a barcode`,
        noOwner === 0 ? [] : `${noOwner} without an owner, which are left out of holdings`,
      ].flat();
      return [`${all} copies`, ...lacking].join(', ');
    },
  };
}

interface FoundCode extends Partial<PlaceOfCode> {
  readonly list: string;
  readonly code: string;
}

/** Codes that the region file says nothing of, each once. */
function createUnmappedCodes({ settings, libraryOf, ownerCodeOf }: FilesSite, unmapped: UnmappedCode[]) {
  const seen = new Set<string>();
  /** Column → values in it that look like no codes. */
  const texts = new Map<string, number>();
  const add = ({ list, code, column = list, written = code }: FoundCode, where: string): void => {
    const key = `${list}\t${written}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (looksLikeCode(code)) unmapped.push({ list, code: written, label: null, where });
    else texts.set(column, (texts.get(column) ?? 0) + 1);
  };
  return {
    note(copy: FileCopy): void {
      const owner = ownerCodeOf(copy);
      if (owner !== '' && libraryOf(owner) === null) add({ list: 'owner', code: owner }, 'owners');
      for (const status of copy.statuses) {
        if (status.code !== '' && meaningOf(settings, status) === null) {
          const { code, place: column } = status;
          add({ list: 'status', code, column, written: writtenCode(status) }, 'settings.statuses');
        }
      }
      if (hiddenMarkOf(settings, copy.hidden) === 'UNTOLD')
        add({ list: 'hidden', code: copy.hidden ?? '' }, 'settings.suppression.copies.hidden');
      const { itemType } = copy;
      const isIll = hasCode(settings.illItemTypes, itemType);
      if (itemType !== null && !isIll && settings.itemTypes[itemType] === undefined) {
        add({ list: 'itemType', code: itemType }, 'settings.itemTypes');
      }
    },
    /** A word for a kind of material in the file of this position. */
    noteFormat(code: string, position: number): void {
      add({ list: 'format', code }, `settings.records[${position}].csv.formats`);
    },
    /** Adds how many values looked like no codes since this was asked last, never the values: they may hold names. */
    withTexts(detail: string): StepFound {
      const found = [...texts].map(([column, count]) => `${count} in ${column}`);
      texts.clear();
      if (found.length === 0) return detail;
      return { detail: `${detail}; values that look like no codes: ${found.join(', ')}`, warn: true };
    },
  };
}
type UnmappedCodes = ReturnType<typeof createUnmappedCodes>;
