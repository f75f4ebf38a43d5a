/** What harvest asks of REST about records it already knows by number. */
import { MerciaError } from '#platform/errors.ts';
import { inParts } from './client.ts';
import type { KohaClient } from './client.ts';
import { copyOfItem } from './copy.ts';
import type { KohaCopy } from './copy.ts';
import { readRows } from './live.ts';
import type { KohaSite } from './site.ts';
import { wireBiblio, wireItem } from './wire.ts';

export interface RecordParts {
  /** Frameworks of those records that have one for interlibrary loan: no MARC form tells it. Empty without credentials. */
  illFrameworks(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, string>>;
  /** Copies by record; null without credentials. */
  copiesOf(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, readonly KohaCopy[]> | null>;
}

/** Binds the questions to one site. One call at a time: harvest must not crowd out live questions. */
export function createRecordParts(site: KohaSite, client: KohaClient): RecordParts {
  const system = site.system.id;
  const { frameworks } = site.settings.ill;

  async function rows(
    operation: string,
    path: string,
    key: string,
    biblioIds: readonly number[],
    more: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const all: unknown[] = [];
    for (const part of inParts(biblioIds, Number.POSITIVE_INFINITY)) {
      all.push(...(await client.all(operation, path, { q: { biblio_id: part, ...more }, key }, signal)).rows);
    }
    return all;
  }

  return {
    async illFrameworks(biblioIds, signal) {
      if (client.mode === 'public' || frameworks.length === 0 || biblioIds.length === 0) return new Map();
      const found = readRows(
        await rows('frameworks', '/biblios', 'biblio_id', biblioIds, { framework_id: frameworks }, signal),
        wireBiblio,
      );
      return new Map(found.rows.map((row) => [row.biblio_id, row.framework_id ?? '']));
    },

    async copiesOf(biblioIds, signal) {
      if (client.mode === 'public') return null;
      if (biblioIds.length === 0) return new Map();
      const read = readRows(await rows('items', '/items', 'item_id', biblioIds, {}, signal), wireItem);
      if (read.anybodysBad || read.badRecords.size > 0) {
        throw new MerciaError(
          'LMS_BAD_RESPONSE',
          `[${system}] harvest: an item in the answer has no readable id or status; check the Koha version`,
          { system },
        );
      }
      const byRecord = Map.groupBy(read.rows, (item) => item.biblio_id);
      return new Map([...byRecord].map(([biblioId, items]) => [biblioId, items.map(copyOfItem)]));
    },
  };
}
