/** What harvest asks of REST about records it already knows by number. */
import { lmsError } from '../shared/lms-error.ts';
import { inQueries } from './list-query.ts';
import type { KohaClient } from './client.ts';
import { copyOfItem } from './copy.ts';
import type { KohaCopy } from './copy.ts';
import type { RecordTold } from './item-facts.ts';
import { createLiveCalls, holdsHidden, readRows } from './live.ts';
import type { HoldsAnswer } from './live.ts';
import type { KohaSite } from './site.ts';
import { wireBiblio, wireItem } from './wire.ts';

/** Copies of many records, as REST told them. */
export interface CopiesAnswer {
  /** When they were asked for: what is told later is no older. RFC 3339, UTC. */
  readonly asOf: string;
  readonly byRecord: ReadonlyMap<number, readonly KohaCopy[]>;
}

export interface RecordParts {
  /** Frameworks of those records that have one for interlibrary loan: no MARC form tells it. Empty without credentials. */
  illFrameworks(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, string>>;
  /** Copies by record; null without credentials. */
  copiesOf(biblioIds: readonly number[], signal: AbortSignal): Promise<CopiesAnswer | null>;
  /** Of records whose answer shows no copy: those that have some, all of them hidden. */
  hiddenAmong(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlySet<number>>;
  /** Without credentials: the copies that the public is shown, by record; null with them. */
  publicCopiesOf(biblioIds: readonly number[], signal: AbortSignal): Promise<CopiesAnswer | null>;
  /** Holds, or why they are not known; never rejects for what the system does. */
  holdsOf(biblioIds: readonly number[], signal: AbortSignal): Promise<HoldsAnswer>;
}

/** Binds the questions to one site. One call at a time: harvest must not crowd out live questions. */
export function createRecordParts(site: KohaSite, client: KohaClient, now: () => number): RecordParts {
  const system = site.system.id;
  const { frameworks } = site.settings.ill;
  const calls = createLiveCalls(site, client, now);

  async function rows(
    operation: string,
    path: string,
    query: { readonly key: string; readonly embed?: string },
    biblioIds: readonly number[],
    more: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const all: unknown[] = [];
    for (const part of inQueries(biblioIds)) {
      const q = { biblio_id: part, ...more };
      for (const row of (await client.all(operation, path, { ...query, q }, signal)).rows) all.push(row);
    }
    return all;
  }

  async function copiesAt(
    operation: string,
    path: string,
    biblioIds: readonly number[],
    signal: AbortSignal,
  ): Promise<CopiesAnswer> {
    const asOf = new Date(now()).toISOString();
    if (biblioIds.length === 0) return { asOf, byRecord: new Map() };
    const query = { key: 'item_id', embed: '+strings' };
    const read = readRows(await rows(operation, path, query, biblioIds, {}, signal), wireItem);
    if (read.anybodysBad || read.badRecords.size > 0) {
      throw lmsError(
        system,
        'LMS_BAD_RESPONSE',
        `harvest: an item in the answer has no readable id or status; check the Koha version`,
      );
    }
    const byRecord = Map.groupBy(read.rows, (item) => item.biblio_id);
    return { asOf, byRecord: new Map([...byRecord].map(([id, items]) => [id, items.map(copyOfItem)])) };
  }

  /** Koha says 404 to the public for a record that its copies hide. */
  async function refusedToPublic(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlySet<number>> {
    const refused = new Set<number>();
    for (const id of biblioIds) if (!(await client.isPublicRecord('public record', id, signal))) refused.add(id);
    return refused;
  }

  return {
    async illFrameworks(biblioIds, signal) {
      if (client.mode === 'public' || frameworks.length === 0 || biblioIds.length === 0) return new Map();
      const more = { framework_id: frameworks };
      const found = readRows(
        await rows('frameworks', '/biblios', { key: 'biblio_id' }, biblioIds, more, signal),
        wireBiblio,
      );
      return new Map(found.rows.map((row) => [row.biblio_id, row.framework_id ?? '']));
    },

    copiesOf: async (biblioIds, signal) =>
      client.mode === 'public' ? null : copiesAt('items', '/items', biblioIds, signal),

    async hiddenAmong(biblioIds, signal) {
      if (!site.settings.suppression.hiddenItemsHideRecord || biblioIds.length === 0) return new Set();
      if (client.mode === 'public') return refusedToPublic(biblioIds, signal);
      return new Set((await copiesAt('items', '/items', biblioIds, signal)).byRecord.keys());
    },

    publicCopiesOf: async (biblioIds, signal) =>
      client.mode === 'public' ? copiesAt('public items', '/public/items', biblioIds, signal) : null,

    async holdsOf(biblioIds, signal) {
      if (client.mode !== 'public' && biblioIds.length > 0) return calls.holdsOf(biblioIds, signal);
      return { byRecord: null, failed: null, denied: holdsHidden(site, 'Without a service account') };
    },
  };
}

/** The copies of one record; `unknown` where this way of harvest brings none. */
export function copiesIn(copies: CopiesAnswer | null, biblioId: number): readonly KohaCopy[] | 'unknown' {
  return copies === null ? 'unknown' : (copies.byRecord.get(biblioId) ?? []);
}

const NO_CHECKOUTS: RecordTold['checkouts'] = new Map();

/** What harvest knows of a record beside its copies. */
export function toldAtHarvest(asOf: string, biblioId: number, holds: HoldsAnswer): RecordTold {
  return {
    asOf,
    holds: holds.byRecord === null ? null : (holds.byRecord.get(biblioId) ?? []),
    limitation: holds.denied ?? holds.failed,
    checkouts: NO_CHECKOUTS,
  };
}
