/** Which records a list of OAI-PMH holds: the deleted ones first, then the others by number (koha.md 41–43). */
import type { KohaBiblio, KohaWorld } from './tables.ts';
import { itemsOf } from './visibility.ts';

export interface OaiEntry {
  readonly biblioId: number;
  readonly timestamp: number;
  /** Null for a deleted record. */
  readonly biblio: KohaBiblio | null;
}

/** Where a list stands; the token holds all of it, so that it never expires. */
export interface OaiPosition {
  readonly prefix: string;
  readonly cursor: number;
  /** As the token writes them: seconds and `Z`, or empty. */
  readonly from: string;
  readonly until: string;
  readonly set: string;
  readonly deleted: boolean;
  readonly nextId: number;
}

export function firstPosition(world: KohaWorld, given: URLSearchParams): OaiPosition {
  return {
    prefix: given.get('metadataPrefix') ?? '',
    cursor: 0,
    from: toSeconds(given.get('from'), 'T00:00:00Z'),
    until: toSeconds(given.get('until'), 'T23:59:59Z'),
    set: given.get('set') ?? '',
    deleted: world.preferences['OAI-PMH:DeletedRecord'] !== 'no',
    nextId: 0,
  };
}

function toSeconds(date: string | null, time: string): string {
  if (date === null) return '';
  return date.length === 10 ? `${date}${time}` : date;
}

/** `prefix/cursor/from/until/set/deleted/0/next`. What is no such token is a first page in a format of that name. */
export function readToken(token: string): OaiPosition {
  const [prefix = '', cursor = '', from = '', until = '', set = '', deleted = '', , next = ''] = token.split('/');
  return {
    prefix,
    cursor: Number(cursor) || 0,
    from,
    until,
    set,
    deleted: deleted === '1',
    nextId: Number(next) || 0,
  };
}

export function writeToken(position: OaiPosition): string {
  const { prefix, cursor, from, until, set, deleted, nextId } = position;
  return [prefix, String(cursor), from, until, set, deleted ? '1' : '0', '0', String(nextId)].join('/');
}

export const selectRecords = {
  /** One record, deleted or not; null where there never was one. */
  one(world: KohaWorld, id: number, withItems: boolean): OaiEntry | null {
    const biblio = world.biblios.get(id);
    if (biblio !== undefined) {
      const stamps = stampsOf(world, biblio, withItems ? deletedItemStamps(world) : null);
      return { biblioId: id, timestamp: Math.max(...stamps), biblio };
    }
    const deleted = world.deletedBiblios.get(id);
    return deleted === undefined ? null : { biblioId: id, timestamp: deleted.timestamp, biblio: null };
  },

  page(world: KohaWorld, position: OaiPosition, withItems: boolean) {
    const most = world.preferences['OAI-PMH:MaxCount'];
    const gone = withItems ? deletedItemStamps(world) : null;
    const found: (OaiEntry & { readonly deleted: boolean })[] = [];
    // An unknown set filters nothing: the whole catalogue comes (koha.md 42).
    const set = world.oaiSets.find((one) => one.spec === position.set)?.biblio_ids ?? null;
    let nextId = position.nextId;
    for (const deleted of position.deleted ? [true, false] : [false]) {
      const ids = [...(deleted ? world.deletedBiblios : world.biblios).keys()].filter((id) => id >= nextId);
      for (const id of ids.toSorted((a, b) => a - b)) {
        if (set !== null && !set.has(id)) continue;
        const biblio = deleted ? null : (world.biblios.get(id) ?? null);
        const stamps = biblio === null ? [world.deletedBiblios.get(id)?.timestamp ?? 0] : stampsOf(world, biblio, gone);
        if (!stamps.some((stamp) => isWithin(stamp, position))) continue;
        found.push({ biblioId: id, timestamp: Math.max(...stamps), biblio, deleted });
        if (found.length > most) break;
      }
      if (found.length > most) break;
      nextId = 0;
    }
    const behind = found[most];
    return {
      entries: found.slice(0, most),
      next:
        behind === undefined
          ? null
          : { ...position, cursor: position.cursor + most, deleted: behind.deleted, nextId: behind.biblioId },
    };
  },
};

/** The stamp of a record and, with items, those of its copies, deleted ones included: any of them may lie within a window. */
function stampsOf(world: KohaWorld, biblio: KohaBiblio, gone: ReadonlyMap<number, number[]> | null): number[] {
  if (gone === null) return [biblio.metadata_timestamp];
  const items = itemsOf(world, biblio.biblio_id).map((item) => item.timestamp);
  return [biblio.metadata_timestamp, ...items, ...(gone.get(biblio.biblio_id) ?? [])];
}

function deletedItemStamps(world: KohaWorld): Map<number, number[]> {
  const stamps = new Map<number, number[]>();
  for (const { biblio_id, timestamp } of world.deletedItems) {
    const known = stamps.get(biblio_id);
    if (known === undefined) stamps.set(biblio_id, [timestamp]);
    else known.push(timestamp);
  }
  return stamps;
}

/** Inclusive at both ends, to the second. */
function isWithin(timestamp: number, { from, until }: OaiPosition): boolean {
  const second = Math.floor(timestamp / 1000);
  if (from !== '' && second < Math.floor(Date.parse(from) / 1000)) return false;
  return until === '' || second <= Math.floor(Date.parse(until) / 1000);
}
