/** What was told of a copy over time: what its system said of it, and when it was shown as last known because its system was silent. */
import type { ItemStatus, LiveItem } from '#domain/facts.ts';
import { systemOfId, type ItemId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { LEFT_PHASES } from '#domain/move-phases.ts';
import {
  COPY_CHANGE_DAYS,
  findCopyChanges,
  type ChangesOfCopy,
  type CopyChange,
  type SaidOfCopy,
} from '#store/repositories/last-known/copy-changes.ts';
import { findItemHoldings, isHeld } from '#store/repositories/last-known/holdings.ts';
import { findKnownItems } from '#store/repositories/last-known/items.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import DataLoader from 'dataloader';
import { sql, type Kysely } from 'kysely';
import { MOST_CHANGES, readAnsweringChanges, type AnsweringChangeModel } from './answer-history.ts';
import { NO_FAILURE, type Failure } from './causes.ts';

/** With the first failure of the system, of a time in which it did not answer. */
export interface ToldOfCopyModel extends Failure {
  /** Whose copy it was then. */
  readonly system: SystemId;
  /** Null for what was so when the time began of which changes are kept, or that was said first since: it may be older. After a move its new system counts from the switch on. */
  readonly from: Date | null;
  /** Null if it is so still. */
  readonly until: Date | null;
  /** Who said it; LAST_KNOWN of a time in which its system did not answer. Null if that, or when it changed, is not kept. */
  readonly source: CopyChange['source'] | 'LAST_KNOWN' | null;
  /** When its system last said so; null if that is not kept, of a time in which it was silent. */
  readonly asOf: Date | null;
  /** Null, of a time of silence, if what was known then is not kept, or if it was too old to be shown: then `asOf` says how old. */
  readonly status: ItemStatus | null;
  readonly statusAtSource: string | null;
  readonly rule: string | null;
}

export interface CopyHistoryModel {
  /** The library that the copy belongs to; null if the index does not show it. */
  readonly library: LibraryId | null;
  /** Times of silence before are not told: they are not kept, or were too many. */
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
  keepDays,
  now,
}: {
  readonly db: Kysely<Database>;
  /** How long what a system said last is shown. */
  readonly keepDays: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}): CopyHistories {
  async function read(copies: readonly ItemId[]): Promise<readonly CopyHistoryModel[]> {
    const at = new Date(now());
    const since = new Date(at.getTime() - COPY_CHANGE_DAYS * DAY_MS);
    const moves = await findMoves(db, copies);
    const ids = copies.flatMap((copy) => moves.get(copy)?.ids ?? copy);
    const [changes, known, holdings, answering] = await Promise.all([
      findCopyChanges(db, ids, since),
      // How old one may be depends on the time that is told of.
      findKnownItems(db, ids, new Date(0)),
      findItemHoldings(db, ids),
      readAnsweringChanges(db, since),
    ]);
    const bySystem = Map.groupBy(answering, ({ system }) => system);
    const toldSince = (...of: readonly ItemId[]): Date => {
      const all = of.map((copy) => bySystem.get(systemOf(copy)) ?? []);
      const begins = all.map((read) => (read.length < MOST_CHANGES ? 0 : (read[0]?.at.getTime() ?? 0)));
      const cuts = of.map((copy) => cutAt(changes.get(copy)));
      return new Date(Math.max(since.getTime(), ...begins, ...cuts));
    };
    const tell = (copy: ItemId): readonly ToldOfCopyModel[] => {
      const system = systemOf(copy);
      const newest = known.get(copy);
      return tellCopy({
        system,
        ...(changes.get(copy) ?? { changes: [], isCut: false }),
        newest: newest === undefined ? null : toSaid(newest),
        answering: bySystem.get(system) ?? [],
        shownForMs: keepDays * DAY_MS,
        now: at,
      });
    };
    const libraryOf = (copy: ItemId): LibraryId | null => {
      const home = holdings.get(copy);
      return isHeld(home) ? home.library : null;
    };
    return copies.map((copy) => {
      const move = moves.get(copy);
      if (move === undefined) return { library: libraryOf(copy), since: toldSince(copy), told: tell(copy) };
      const [oldId, newId] = move.ids;
      const told = [...until(move.at, tell(oldId)), ...from(move.at, tell(newId))];
      return { library: libraryOf(newId), since: toldSince(oldId, newId), told };
    });
  }
  return {
    reader() {
      const loader = new DataLoader<ItemId, CopyHistoryModel>(read);
      return (copy) => loader.load(copy);
    },
  };
}

function cutAt(found: ChangesOfCopy | undefined): number {
  return found?.isCut === true ? (found.changes[0]?.asOf.getTime() ?? 0) : 0;
}

const systemOf = (copy: ItemId): SystemId => systemOfId(copy, 'item') ?? ('' as SystemId);

/** A copy whose library has moved. */
interface Move {
  /** Its old id and its new one. */
  readonly ids: readonly [ItemId, ItemId];
  /** When the library switched. */
  readonly at: Date;
}

/** By either id. */
async function findMoves(db: Kysely<Database>, copies: readonly ItemId[]): Promise<ReadonlyMap<ItemId, Move>> {
  const { rows } = await sql<{ id: ItemId; oldId: ItemId; newId: ItemId; at: Date }>`
    SELECT DISTINCT ON (wanted.id) wanted.id, m.old_id AS "oldId", m.new_id AS "newId", r.ended_at AS at
    FROM unnest(${textArray(copies)}::text[]) AS wanted(id)
      JOIN moved_id m ON m.kind = 'ITEM' AND (m.old_id = wanted.id OR m.new_id = wanted.id)
      JOIN move_phase p ON p.library = m.library AND p.system = m.old_system
        AND p.phase = ANY(${textArray([...LEFT_PHASES])}::text[])
      JOIN move_request r ON r.library = m.library AND r.source = m.old_system
        AND r.phase = 'MOVED' AND r.state = 'CONFIRMED'
    ORDER BY wanted.id, r.ended_at DESC`.execute(db);
  return new Map(rows.map(({ id, oldId, newId, at }) => [id, { ids: [oldId, newId], at }]));
}

function until(at: Date, told: readonly ToldOfCopyModel[]): readonly ToldOfCopyModel[] {
  return told
    .filter((span) => span.from === null || span.from < at)
    .map((span) => ({ ...span, until: earlier(span.until, at) }));
}

function from(at: Date, told: readonly ToldOfCopyModel[]): readonly ToldOfCopyModel[] {
  return told
    .filter((span) => span.until === null || span.until > at)
    .map((span) => ({ ...span, from: span.from === null || span.from < at ? at : span.from }));
}

function toSaid({ asOf, item }: LiveItem): SaidOfCopy {
  const { status, statusAtSource: atSource, statusRule, reason } = item;
  return { asOf: new Date(asOf), status, atSource, rule: statusRule ?? reason?.message ?? null };
}

/** Where changes are left out, nothing is told of the time before the oldest of the others. */
interface KeptOfCopy extends ChangesOfCopy {
  readonly system: SystemId;
  /** The newest word of its system; null if none is kept. */
  readonly newest: SaidOfCopy | null;
  /** Of its system, oldest first. */
  readonly answering: readonly AnsweringChangeModel[];
  /** How long a word is shown as last known, milliseconds. */
  readonly shownForMs: number;
  readonly now: Date;
}

/** Oldest first. Pure. */
export function tellCopy({
  system,
  changes,
  isCut,
  newest,
  answering,
  shownForMs,
  now,
}: KeptOfCopy): readonly ToldOfCopyModel[] {
  const all = changes.flatMap(({ before, ...change }) => [{ ...before, source: null }, change]);
  const words = isCut ? all.slice(1) : all;
  const said = tellWords(system, newest === null ? words : [...words, { ...newest, source: null }], isCut);
  const silences = answering.flatMap(({ answers, at, code, cause, afterMs }, place) => {
    const silence = { from: at, until: answering[place + 1]?.at ?? null, code, cause, afterMs };
    return answers ? [] : said.flatMap((span) => tellSilence(span, silence, { shownForMs, now }));
  });
  return [...said, ...silences].toSorted((a, b) => (a.from?.getTime() ?? 0) - (b.from?.getTime() ?? 0));
}

interface SaidSpan extends ToldOfCopyModel {
  readonly asOf: Date;
}

/** A word that says something else than the one before it begins a span, whether or not its change was noted. */
function tellWords(
  system: SystemId,
  words: readonly (SaidOfCopy & Pick<ToldOfCopyModel, 'source'>)[],
  isFirstDated: boolean,
): readonly SaidSpan[] {
  const spans: SaidSpan[] = [];
  for (const { asOf, status, atSource: statusAtSource, rule, source } of words) {
    const last = spans.at(-1);
    if (last !== undefined && asOf <= last.asOf) continue;
    // An older Mercia, which kept no rule, had other words.
    const isSame = last?.rule === null || (last?.rule === rule && last.statusAtSource === statusAtSource);
    if (last?.status === status && isSame) {
      spans[spans.length - 1] = { ...last, asOf };
      continue;
    }
    if (last !== undefined) spans[spans.length - 1] = { ...last, until: asOf };
    const begin = last === undefined && !isFirstDated ? { from: null, source: null } : { from: asOf, source };
    spans.push({ system, ...begin, until: null, asOf, status, statusAtSource, rule, ...NO_FAILURE });
  }
  return spans;
}

const NOTHING_SHOWN = { status: null, statusAtSource: null, rule: null };

/** What of a silence lies in a span, and what was shown then: from some time on, perhaps, nothing, because the word was too old. */
function tellSilence(
  span: SaidSpan,
  silence: Failure & { readonly from: Date; readonly until: Date | null },
  { shownForMs, now }: Pick<KeptOfCopy, 'shownForMs' | 'now'>,
): readonly ToldOfCopyModel[] {
  const from = span.from === null || span.from < silence.from ? silence.from : span.from;
  const until = earlier(span.until, silence.until);
  if (until !== null && until <= from) return [];
  const asOf = span.asOf <= from ? span.asOf : null;
  const told = { ...span, ...silence, source: 'LAST_KNOWN' as const, asOf, from, until };
  // What was first said after it began may not have been known in it.
  if (asOf === null) return [span.from === null ? { ...told, ...NOTHING_SHOWN } : told];
  const oldAt = new Date(asOf.getTime() + shownForMs);
  if (oldAt <= from) return [{ ...told, ...NOTHING_SHOWN }];
  if (oldAt >= (until ?? now)) return [told];
  return [
    { ...told, until: oldAt },
    { ...told, ...NOTHING_SHOWN, from: oldAt },
  ];
}

function earlier(a: Date | null, b: Date | null): Date | null {
  return a === null || (b !== null && b < a) ? b : a;
}
