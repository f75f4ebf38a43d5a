/** What was told of a copy over time: what its system said of it, and when it was shown as last known because its system was silent. */
import type { ItemStatus, LiveItem } from '#domain/facts.ts';
import { parseId, type ItemId, type LibraryId } from '#domain/ids.ts';
import {
  COPY_CHANGE_DAYS,
  findCopyChanges,
  type CopyChange,
  type SaidOfCopy,
} from '#store/repositories/last-known/copy-changes.ts';
import { findItemHoldings } from '#store/repositories/last-known/holdings.ts';
import { findKnownItems } from '#store/repositories/last-known/items.ts';
import type { Database } from '#store/tables.ts';
import DataLoader from 'dataloader';
import type { Kysely } from 'kysely';
import { readAnsweringChanges, type AnsweringChangeModel } from './answer-history.ts';

/** What was told of a copy in one span of time. */
export interface ToldOfCopyModel {
  /** Null for what was so when the time began of which changes are kept, or that was said first since: it may be older. */
  readonly from: Date | null;
  /** Null if it is so still. */
  readonly until: Date | null;
  /** Who said it; LAST_KNOWN if it was shown with its age, because the system did not answer. Null if that is not kept. */
  readonly source: CopyChange['source'] | 'LAST_KNOWN' | null;
  /** When its system last said so; null if that is not kept, of a time in which it was silent. */
  readonly asOf: Date | null;
  /** Null if what was known in a time of silence is not kept. */
  readonly status: ItemStatus | null;
  readonly statusAtSource: string | null;
  readonly rule: string | null;
  /** The first failure of the system that did not answer; null for any other source. */
  readonly code: string | null;
}

export interface CopyHistoryModel {
  /** The library that the copy belongs to; null if the index does not show it. */
  readonly library: LibraryId | null;
  readonly since: Date;
  /** Oldest first. */
  readonly told: readonly ToldOfCopyModel[];
}

export interface CopyHistories {
  /** For one request: what is asked for at about the same time is read together. */
  reader(): (copy: ItemId) => Promise<CopyHistoryModel>;
}

const DAY_MS = 86_400_000;

export function createCopyHistories({
  db,
  now,
}: {
  readonly db: Kysely<Database>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}): CopyHistories {
  async function read(copies: readonly ItemId[]): Promise<readonly CopyHistoryModel[]> {
    const since = new Date(now() - COPY_CHANGE_DAYS * DAY_MS);
    const [changes, known, holdings, answering] = await Promise.all([
      findCopyChanges(db, copies, since),
      findKnownItems(db, copies, new Date(0)),
      findItemHoldings(db, copies),
      readAnsweringChanges(db, since),
    ]);
    return copies.map((copy) => {
      const system = parseId(copy, 'item')?.routingKey;
      const newest = known.get(copy);
      const told = tellCopy({
        changes: changes.get(copy) ?? [],
        newest: newest === undefined ? null : toSaid(newest),
        answering: answering.filter((change) => change.system === system),
      });
      return { library: holdings.get(copy)?.library ?? null, since, told };
    });
  }
  return {
    reader() {
      const loader = new DataLoader<ItemId, CopyHistoryModel>(read);
      return (copy) => loader.load(copy);
    },
  };
}

function toSaid({ asOf, item }: LiveItem): SaidOfCopy {
  const { status, statusAtSource: atSource, statusRule, reason } = item;
  return { asOf: new Date(asOf), status, atSource, rule: statusRule ?? reason?.message ?? null };
}

/** Of one copy, what is kept. Pure. */
interface KeptOfCopy {
  readonly changes: readonly CopyChange[];
  /** The newest word of its system; null if none is kept. */
  readonly newest: SaidOfCopy | null;
  /** Of its system, oldest first. */
  readonly answering: readonly AnsweringChangeModel[];
}

/** Oldest first. */
export function tellCopy({ changes, newest, answering }: KeptOfCopy): readonly ToldOfCopyModel[] {
  const first = changes[0]?.before ?? newest;
  if (first === null) return [];
  const said = changes.map((change, place) => {
    const next = changes[place + 1];
    const lastSaid = next?.before.asOf ?? (newest === null || newest.asOf < change.asOf ? change.asOf : newest.asOf);
    const until = next?.asOf ?? null;
    return toTold({ ...change, asOf: lastSaid }, { from: change.asOf, until, source: change.source });
  });
  const opening = toTold(first, { from: null, until: changes[0]?.asOf ?? null, source: null });
  const silences = answering.flatMap((change, place): readonly ToldOfCopyModel[] => {
    if (change.answers) return [];
    const own = said.findLast(({ from }) => from <= change.at);
    const then = own ?? opening;
    // What was first said after it began may not have been known in it.
    const isKept = own !== undefined || opening.asOf <= change.at;
    const known = isKept ? then : { status: null, statusAtSource: null, rule: null };
    const asOf = then.asOf <= change.at ? then.asOf : null;
    const span = { from: change.at, until: answering[place + 1]?.at ?? null, source: 'LAST_KNOWN' as const };
    return [{ ...known, ...span, asOf, code: change.code }];
  });
  return [opening, ...said, ...silences].toSorted((a, b) => (a.from?.getTime() ?? 0) - (b.from?.getTime() ?? 0));
}

function toTold<Span extends Pick<ToldOfCopyModel, 'from' | 'until' | 'source'>>(
  { asOf, status, atSource, rule }: SaidOfCopy,
  span: Span,
) {
  return { ...span, asOf, status, statusAtSource: atSource, rule, code: null };
}
