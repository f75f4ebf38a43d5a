/** What harvest asks of REST about records it already knows by number. */
import type { MerciaError } from '#platform/errors.ts';
import { lmsError } from '../shared/lms-error.ts';
import { rowsWith, type Condition } from './lists.ts';
import type { KohaClient } from './client.ts';
import { copyOfItem, type KohaCopy } from './copy.ts';
import { unplacedHolds, type RecordContext } from './item-facts.ts';
import { createLiveCalls, hiddenHoldsReason, readEachRow, readRows, type HoldsAnswer } from './live.ts';
import type { KohaSite } from './site.ts';
import { conditionsOf, type HiddenItems } from './hiding-rules.ts';
import { wireBiblio, wireItem } from './wire.ts';

export type CopiesByRecord = ReadonlyMap<number, readonly KohaCopy[]>;

/** Copies of many records, as REST gave them. */
export interface CopiesAnswer {
  /** When they were asked for; the answer is no older. RFC 3339, UTC. */
  readonly asOf: string;
  readonly byRecord: CopiesByRecord;
}

export interface RecordParts {
  /** Frameworks of those records that have one for interlibrary loan: no MARC form tells it. Empty without credentials. */
  illFrameworks(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, string>>;
  /** Copies by record; null without credentials. */
  copiesOf(biblioIds: readonly number[], signal: AbortSignal): Promise<CopiesAnswer | null>;
  /** Of records whose answer shows no copy: those that have some, all of them hidden; empty where they are not told. */
  hiddenAmong(biblioIds: readonly number[], signal: AbortSignal): Promise<CopiesByRecord>;
  /** Of records whose answer shows copies: those that it may leave out, because they are lost or a rule hides them. */
  hiddenBeside(biblioIds: readonly number[], signal: AbortSignal): Promise<CopiesByRecord>;
  /** Without credentials: the copies that the public is shown, by record; null with them. */
  publicCopiesOf(biblioIds: readonly number[], signal: AbortSignal): Promise<CopiesAnswer | null>;
  /** Holds, or why they are not known; never rejects for what the system does. */
  holdsOf(biblioIds: readonly number[], signal: AbortSignal): Promise<HoldsAnswer>;
}

interface PartsContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly now: () => number;
}

/** Binds the questions to one site. One call at a time: harvest must not crowd out live questions. */
export function createRecordParts(site: KohaSite, client: KohaClient, now: () => number): RecordParts {
  const { ill, suppression } = site.settings;
  const context: PartsContext = { site, client, now };
  const calls = createLiveCalls(site, client);
  const isPublic = client.mode === 'public';
  return {
    async illFrameworks(ids, signal) {
      if (isPublic || ill.frameworks.length === 0 || ids.length === 0) return new Map();
      const list = { operation: 'frameworks', path: '/biblios', key: 'biblio_id', column: 'biblio_id', inTurn: true };
      const rows = await rowsWith(client, { ...list, ids, more: { framework_id: ill.frameworks } }, signal);
      return new Map(readRows(rows, wireBiblio).rows.map((row) => [row.biblio_id, row.framework_id ?? '']));
    },

    copiesOf: async (ids, signal) => (isPublic ? null : copiesAt(context, ITEMS, ids, signal)),

    async hiddenAmong(ids, signal) {
      if (!suppression.hiddenItemsHideRecord || ids.length === 0) return new Map();
      if (isPublic) return new Map([...(await refusedToPublic(client, ids, signal))].map((id) => [id, []]));
      return (await copiesAt(context, ITEMS, ids, signal)).byRecord;
    },

    async hiddenBeside(ids, signal) {
      if (isPublic || ids.length === 0) return new Map();
      const hiding = { ...ITEMS, more: { '-or': hidingConditions(suppression.hiddenItems) } };
      return (await copiesAt(context, hiding, ids, signal)).byRecord;
    },

    publicCopiesOf: async (ids, signal) => (isPublic ? copiesAt(context, PUBLIC_ITEMS, ids, signal) : null),

    async holdsOf(biblioIds, signal) {
      if (!isPublic && biblioIds.length > 0) return calls.holdsOf(biblioIds, signal);
      return { byRecord: null, failed: null, denied: hiddenHoldsReason(site, 'Without a service account') };
    },
  };
}

interface ItemsList {
  readonly operation: string;
  readonly path: string;
  /** What else must hold. */
  readonly more?: Condition;
}

const ITEMS: ItemsList = { operation: 'items', path: '/items' };
const PUBLIC_ITEMS: ItemsList = { operation: 'public items', path: '/public/items' };

/** Rules of hidden items as conditions of REST, and lost copies, which a switch of their own hides. */
function hidingConditions(rules: HiddenItems): readonly Condition[] {
  return [{ lost_status: { '!=': 0 } }, ...conditionsOf(rules)];
}

async function copiesAt(
  { site, client, now }: PartsContext,
  list: ItemsList,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<CopiesAnswer> {
  const asOf = new Date(now()).toISOString();
  if (ids.length === 0) return { asOf, byRecord: new Map() };
  const wanted = { ...list, key: 'item_id', embed: '+strings', column: 'biblio_id', ids, inTurn: true };
  const what = 'an item in the answer has no readable id or status; check the Koha version';
  const fault = (): MerciaError => lmsError(site.system.id, 'LMS_BAD_RESPONSE', `harvest: ${what}`);
  const items = readEachRow(await rowsWith(client, wanted, signal), wireItem, fault, wanted.key);
  const byRecord = Map.groupBy(items, (item) => item.biblio_id);
  return { asOf, byRecord: new Map([...byRecord].map(([id, items]) => [id, items.map(copyOfItem)])) };
}

/** Koha says 404 to the public for a record that its copies hide. */
async function refusedToPublic(
  client: KohaClient,
  biblioIds: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const refused = new Set<number>();
  for (const id of biblioIds) if (!(await client.isPublicRecord('public record', id, signal))) refused.add(id);
  return refused;
}

/** The copies of one record; `unknown` where this way of harvest brings none. */
export function copiesIn(copies: CopiesAnswer | null, biblioId: number): readonly KohaCopy[] | 'unknown' {
  return copies === null ? 'unknown' : (copies.byRecord.get(biblioId) ?? []);
}

const NO_CHECKOUTS: RecordContext['checkouts'] = new Map();

/** Holds as harvest knows them; it reads no loans, so a copy is due on its own date. */
export function recordContextAtHarvest(asOf: string, biblioId: number, holds: HoldsAnswer): RecordContext {
  const ofRecord = holds.byRecord === null ? null : (holds.byRecord.get(biblioId) ?? []);
  return {
    asOf,
    holds: ofRecord,
    // What the public must not see may be missing among the copies.
    unplaced: unplacedHolds(ofRecord, null),
    limitation: holds.denied ?? holds.failed,
    checkouts: NO_CHECKOUTS,
  };
}
