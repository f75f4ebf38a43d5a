/** Entering what a library counted, correcting it, and taking it back. */
import type { LibraryId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { isDay } from '#domain/wall-time.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import type { Kysely } from 'kysely';
import { dimensionOf } from '../populations/predicate.ts';
import { sayNumber } from '../reports/say.ts';
import { findSnapshot } from '../snapshots/snapshot.ts';
import {
  keyOf,
  listControlTotals,
  populationOf,
  sorted,
  type ControlTotal,
  type TotalsToEnter,
  type TotalToEnter,
} from './control-total.ts';
import { readOurCounts } from './count-ours.ts';
import { findRest } from './reconcile.ts';

const MOST_AT_ONCE = 200;
const LONGEST_NOTE = 1_000;
const LONGEST_OWNER = 200;

/** All or none of them. Throws BAD_USER_INPUT, naming the place, for what cannot be a count. */
export async function enterControlTotals(
  db: Kysely<Database>,
  region: Region,
  { library, totals, countedOn, note, enteredBy, at, sure = false }: TotalsToEnter,
): Promise<void> {
  if (!region.libraries.some(({ id }) => id === library)) {
    const known = region.libraries.map(({ id }) => id).join(', ');
    throw badUserInput(`library: the region has no ${library}; it has ${known}.`);
  }
  if (!isDay(countedOn) || countedOn > at.toISOString().slice(0, 10)) {
    throw badUserInput('countedOn: a day that is over or today, as 2026-01-31.');
  }
  if (totals.length < 1 || totals.length > MOST_AT_ONCE) {
    throw badUserInput(`totals: 1 to ${MOST_AT_ONCE}.`);
  }
  if ((note?.length ?? 0) > LONGEST_NOTE) {
    throw badUserInput(`note: at most ${LONGEST_NOTE} characters.`);
  }
  const seen = new Set<string>();
  for (const [place, total] of totals.entries()) {
    assertCanBeCounted(total, `totals[${place}]`);
    const key = keyOf(total);
    if (seen.has(key)) throw badUserInput(`totals[${place}]: the same is counted twice.`);
    seen.add(key);
  }
  if (!sure) await askOfMistypes(db, library, totals);
  const before = await listControlTotals(db, [library]);
  const rows = await Promise.all(
    totals.map(async (total) => {
      const old = before.find((one) => keyOf(one) === keyOf(total)) ?? null;
      const { includes = old?.includes ?? null, restNote = old?.restNote ?? null } = total;
      const entry = { library, class: total.class, where: sorted(total.where), includes };
      return {
        library,
        class: total.class,
        conditions: toJson(entry.where),
        value: total.value,
        counted_on: countedOn,
        note,
        entered_by: enteredBy,
        entered_at: at,
        includes: includes === null ? null : [...new Set(includes)],
        rest_note: restNote,
        ...(await ownerOf(db, total, old, entry)),
      };
    }),
  );
  await db.insertInto('control_total').values(rows).execute();
}

/** Who was named before sees to what remained then, whatever remains now. */
async function ownerOf(
  db: Kysely<Database>,
  { restOwner, value }: TotalToEnter,
  old: ControlTotal | null,
  entry: Omit<Parameters<typeof findRest>[2], 'value'>,
) {
  if (restOwner === undefined) return { rest_owner: old?.restOwner ?? null, owned_rest: old?.ownedRest ?? null };
  const snapshot = restOwner === null || value === null ? null : await findSnapshot(db, null);
  const rest = snapshot === null || value === null ? null : await findRest(db, snapshot.number, { ...entry, value });
  return { rest_owner: restOwner, owned_rest: rest };
}

function assertCanBeCounted(total: TotalToEnter, place: string): void {
  const { class: name, where, value, includes = null, restOwner = null, restNote = null } = total;
  if (value !== null && (!Number.isSafeInteger(value) || value < 0)) {
    throw badUserInput(`${place}.value: a whole number, 0 or more.`);
  }
  if ((restOwner?.length ?? 0) > LONGEST_OWNER || (restNote?.length ?? 0) > LONGEST_NOTE) {
    throw badUserInput(`${place}: restOwner has at most ${LONGEST_OWNER} characters, restNote ${LONGEST_NOTE}.`);
  }
  const population = populationOf(name);
  if (includes !== null && (population === null || where.length > 0)) {
    throw badUserInput(`${place}.includes: for all records, items or statements of a library; leave it out here.`);
  }
  if (population === null && where.length > 0) {
    throw badUserInput(`${place}.where: ${name} are counted as a whole; give no conditions.`);
  }
  for (const condition of where) {
    if (population !== null) dimensionOf(population, condition.dimension);
    if (condition.in.length === 0) {
      throw badUserInput(`${place}.where: ${condition.dimension} names no value.`);
    }
    if (condition.dimension === 'LIBRARY') {
      throw badUserInput(`${place}.where: the library is named already.`);
    }
  }
}

/**
 * Throws BAD_USER_INPUT for numbers that look mistyped beside those of the newest snapshot: a digit too many or too few, or two digits
 * the wrong way round. A number of ours that is too small to be shown is compared with nothing.
 */
async function askOfMistypes(db: Kysely<Database>, library: LibraryId, totals: readonly TotalToEnter[]): Promise<void> {
  const snapshot = await findSnapshot(db, null);
  if (snapshot === null) return;
  const counts = await readOurCounts(db, snapshot.number);
  const doubts: string[] = [];
  for (const [place, { class: name, where, value }] of totals.entries()) {
    if (value === null) continue;
    const { value: ours } = where.length === 0 ? counts.of(library, name) : await counts.some(library, name, where);
    const why = ours === null ? null : describeMistype(value, ours);
    if (ours !== null && why !== null) {
      doubts.push(
        `totals[${place}].value: ${sayNumber(value)} looks like ${sayNumber(ours)}, which Mercia has, ${why}`,
      );
    }
  }
  if (doubts.length === 0) return;
  throw badUserInput(
    `Nothing was entered. ${doubts.join('; ')}. If it is meant, enter it again and say that you are sure (sure: true; --sure).`,
  );
}

/** Below this a tenth of a number may well be another number. */
const COMPARED_FROM = 50;
/** A count a tenth of which differs is still one with a digit too many. */
const NEARLY = 0.1;

/** How `value` may have become of `ours` by a slip of the fingers; null if it looks like no slip. */
export function describeMistype(value: number, ours: number): string | null {
  if (value === ours) return null;
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= NEARLY * b;
  if (ours >= COMPARED_FROM && [10, 100].some((factor) => isNear(value, ours * factor))) return 'with a digit too many';
  if (value > 0 && ours >= COMPARED_FROM && [10, 100].some((factor) => isNear(value * factor, ours)))
    return 'with a digit too few';
  return isSwapped(String(value), String(ours)) ? 'with two digits the wrong way round' : null;
}

function isSwapped(text: string, other: string): boolean {
  if (text.length !== other.length) return false;
  return Array.from(text).some(
    (digit, place) =>
      place > 0 && `${text.slice(0, place - 1)}${digit}${text[place - 1] ?? ''}${text.slice(place + 1)}` === other,
  );
}
