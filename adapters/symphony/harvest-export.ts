/** Harvest from the site's MARC export: all records, each with its copies in 999 or in a list of their own. Changes are newer files. */
import type { HarvestFrom, HarvestPage, HarvestReject, HarvestedRecord } from '#contract/adapter.ts';
import {
  harvestPage,
  readCursor,
  readState,
  refuseIfAllFail,
  tellIfOlder,
  writeState,
} from '../shared/harvest-page.ts';
import { lmsError } from '../shared/lms-error.ts';
import { isOfOneTitle } from './bib.ts';
import { cursorSchema, exportStateSchema, type Cursor, type ExportState } from './harvest-state.ts';
import { copiesOfExport } from './copy.ts';
import {
  entriesOf,
  joinParts,
  refuseScattered,
  rejectTitle,
  repairsOf,
  type Entry,
  type TitleEntry,
} from './export-entries.ts';
import { toHarvestedDescription } from './harvested-record.ts';
import type { Policies, PolicySource } from './policies.ts';
import type { Delivery, DeliveryReader } from './reports/delivery.ts';
import { inspectExport } from './reports/inspect.ts';
import { ITEMS_SETTING, toReadCopies, type ListedCopies } from './reports/item-list.ts';
import type { ShadowLists } from './reports/shadow-lists.ts';
import type { Shadow, ShadowSource } from './shadows.ts';
import type { SymphonySite } from './site.ts';
import type { DayOrder } from './written-day.ts';

export interface ExportHarvestContext {
  readonly site: SymphonySite;
  readonly reader: DeliveryReader;
  readonly policies: PolicySource;
  readonly shadows: ShadowSource;
  readonly now: () => number;
}

/** A page on which the server fails so many titles, and tells of none, is no page with bad titles: something else is wrong. */
const ALL_FAIL_FROM = 3;

export async function* exportPages(
  context: ExportHarvestContext,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const delivery = await context.reader.open(signal);
  try {
    yield* pagesOf(context, delivery, from, signal);
  } finally {
    await delivery.release();
  }
}

async function* pagesOf(
  context: ExportHarvestContext,
  delivery: Delivery,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { site } = context;
  const cursor = from.run.kind === 'changes' ? readCursor(cursorSchema, site.system.id, from.run.cursor) : null;
  const known = cursor ?? readState(cursorSchema, from.known ?? null);
  const { digest } = delivery;
  const asOf = whenWritten(delivery, known, context.now());
  const nextCursor = writeState({ v: 1, digest, asOf } satisfies Cursor);
  const resumed = readState(exportStateSchema, from.resumeAt);
  // Another file than the one that was begun: its records stand elsewhere.
  const skip = resumed?.digest === digest ? resumed.done : 0;
  const resumeAt = (done: number): string => writeState({ v: 1, way: 'export', digest, done } satisfies ExportState);
  if (cursor?.digest === digest) {
    yield harvestPage({ resumeAt: resumeAt(0), nextCursor });
    return;
  }
  const lists = await delivery.readLists();
  const { items, shadows } = lists;
  const { expectation, scattered } = await inspectExport(site, delivery, lists);
  const policies = await context.policies.read(signal);
  const reading = {
    ...context,
    items,
    lists: shadows,
    policies: shadows?.hiding(policies) ?? policies,
    asOf,
    scattered,
  };
  const ids = new Set<string>();
  let [nameless, done] = [0, 0];
  const found = createFound(site);
  const page = () => harvestPage({ ...expectation, ...found.take(), resumeAt: resumeAt(done) });
  for await (const entry of entriesOf(site.system.id, delivery.marc)) {
    done += 1;
    const id = 'reject' in entry ? entry.reject.localId : entry.titleId;
    if (id === null) nameless += 1;
    else ids.add(id);
    if (done <= skip) continue;
    const read = await readEntry(reading, entry, signal);
    if (read === null && id !== null) ids.delete(id);
    found.add(read);
    if (found.size() >= site.system.harvest.pageSize) yield page();
  }
  await delivery.confirm(signal);
  found.tellUnknown(skip === 0);
  const last = page();
  const rejects = [
    ...last.rejects,
    ...(items === null ? [] : lostCopies(items, ids)),
    ...tellIfOlder(site.warn, { asOf, before: known?.asOf, place: 'settings.export.source' }),
  ];
  // A record whose number nobody can read is not gone: nothing is taken for deleted while there is one.
  yield { ...last, rejects, nextCursor, allLocalIds: nameless === 0 ? ids : null };
}

/**
 * When the copies stood as the export says (RFC 3339); null where nobody says. The same bytes as before say nothing newer, whatever
 * time their file has by now, and what was written by a clock ahead of ours is still no newer than now.
 */
function whenWritten({ digest, writtenAt }: Delivery, known: Cursor | null, now: number): string | null {
  const before = known?.digest === digest ? known.asOf : null;
  return before ?? (writtenAt === null ? null : new Date(Math.min(writtenAt, now)).toISOString());
}

/** What was read of an export since the last page, and how many of its titles the server does not have. */
function createFound(site: SymphonySite) {
  let records: HarvestedRecord[] = [];
  let rejects: HarvestReject[] = [];
  let [answered, failed] = [0, 0];
  let [known, unknown] = [0, 0];
  return {
    /** `null` is a title that the server does not have. */
    add(read: HarvestedRecord | EntryReject | null): void {
      if (read !== null && 'reject' in read) {
        rejects.push(read.reject);
        if (read.isOfServer === true) failed += 1;
        return;
      }
      answered += 1;
      if (read === null) unknown += 1;
      else {
        known += 1;
        records.push(read);
      }
    },
    size: () => records.length + rejects.length,
    /** Throws LMS_BAD_RESPONSE where the server failed, and could tell of none of them. */
    take(): Pick<HarvestPage, 'records' | 'rejects'> {
      const what = 'harvest: Symphony could not say of a single title of a page what is shadowed';
      refuseIfAllFail({ system: site.system.id, what, from: ALL_FAIL_FROM }, { read: answered, failed });
      const taken = { records, rejects };
      [records, rejects] = [[], []];
      [answered, failed] = [0, 0];
      return taken;
    },
    /** Says how many it does not have. Throws LMS_BAD_RESPONSE where, of a whole export, it has none: those are no catalogue keys. */
    tellUnknown(isWhole: boolean): void {
      if (unknown === 0) return;
      const todo = 'check that 001 holds the catalogue key (catalogdump -kc)';
      if (isWhole && known === 0 && unknown >= ALL_FAIL_FROM) {
        const what = `none of the ${unknown} titles of the export is at the server; ${todo}`;
        throw lmsError(site.system.id, 'LMS_BAD_RESPONSE', `settings.export.source: ${what}`);
      }
      site.warn(`titles of the export that are not at the server were left out: ${unknown}; if they are many, ${todo}`);
    },
  };
}

/** Titles without a record that are told one by one; more are counted. */
const MOST_LOST = 1_000;

/** Copies of titles that are not in the export: they are of another day, or of titles that the export leaves out. */
function lostCopies(items: ListedCopies, ids: ReadonlySet<string>): readonly HarvestReject[] {
  const lost = items.lost((titleId) => ids.has(titleId));
  const toReject = (localId: string, place: string, reason: string): HarvestReject => {
    return { localId, place, reason, raw: new Uint8Array(), format: 'unknown' };
  };
  const told = lost.slice(0, MOST_LOST).map(({ titleId, lines }) => {
    const all = lines.slice(0, 20).join(', ') + (lines.length > 20 ? ' …' : '');
    const reason = `${lines.length} copies name a title that the export does not have`;
    return toReject(titleId, `${ITEMS_SETTING}, line ${all}`, reason);
  });
  const more = lost.length - told.length;
  if (more === 0) return told;
  return [...told, toReject('more', ITEMS_SETTING, `copies of ${more} more titles that the export does not have`)];
}

interface Reading extends Omit<ExportHarvestContext, 'policies'> {
  readonly policies: Policies;
  readonly items: ListedCopies | null;
  readonly lists: ShadowLists | null;
  readonly asOf: string | null;
  readonly scattered: ReadonlySet<string>;
}

interface EntryReject {
  readonly reject: HarvestReject;
  /** Its record is good, and the server could not tell what of it is shadowed. */
  readonly isOfServer?: true;
}

/** Null for a title that the server does not have. */
async function readEntry(
  reading: Reading,
  entry: Entry,
  signal: AbortSignal,
): Promise<HarvestedRecord | EntryReject | null> {
  if ('reject' in entry) return entry;
  if (reading.scattered.has(entry.titleId)) return refuseScattered(entry);
  try {
    return await toRecord(reading, entry, signal);
  } catch (error) {
    if (!isOfOneTitle(error)) throw error;
    return { ...rejectTitle(entry, error.message), isOfServer: true };
  }
}

function dayOrderOf({ settings }: SymphonySite): DayOrder | null {
  return settings.export?.dates ?? settings.export?.uses?.dates ?? null;
}

async function toRecord(
  reading: Reading,
  { titleId, parts }: TitleEntry,
  signal: AbortSignal,
): Promise<HarvestedRecord | null> {
  const [first] = parts;
  if (first === undefined) return null;
  const { site, items, policies, asOf } = reading;
  const marc = joinParts(parts.map(({ record }) => record));
  const listed = items?.copiesOf(titleId) ?? null;
  const { copies, leftOut } = listed === null ? copiesOfExport(marc, dayOrderOf(site)) : toReadCopies(listed);
  const shadow = await shadowOf(reading, titleId, listed ?? copies, signal);
  // Deleted since the export was written.
  if (shadow === null) return null;
  const repairs = [...repairsOf(parts)];
  if (leftOut.length > 0) {
    repairs.push(`item field without number: ${leftOut.length} ${items === null ? '999' : 'lines'} left out`);
  }
  return toHarvestedDescription(site, policies, {
    titleId,
    changedAt: null,
    raw: parts.length === 1 ? first.raw : Buffer.concat(parts.map((part) => part.raw)),
    format: first.format,
    marc,
    repairs,
    copies,
    leftOut,
    shadow,
    asOf,
  });
}

/** By the lists where there are some, else as the site is asked. */
async function shadowOf(
  { lists, shadows }: Reading,
  titleId: string,
  copies: Parameters<ShadowLists['shadowOf']>[1],
  signal: AbortSignal,
): Promise<Shadow | null> {
  if (lists !== null) return lists.shadowOf(titleId, copies);
  const asked = await shadows.ask(titleId, signal);
  const marked = copies.flatMap(({ barcode, isShadowed }) => (isShadowed === true && barcode !== null ? barcode : []));
  return asked === null || marked.length === 0 ? asked : { ...asked, copies: new Set([...asked.copies, ...marked]) };
}
