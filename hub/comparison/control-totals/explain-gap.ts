/** What is known of the difference between our count and a library's own: what it may not have counted, or we do not have. */
import type { LibraryId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { countOutside, countParts, describeOutside, sayParts } from '../reports/left-out.ts';
import { LEFT_OUT_PARTS, type LeftOutPart } from '../reports/report.ts';
import { sayNumber } from '../reports/say.ts';
import type { ControlTotal } from './control-total.ts';
import type { OurCount } from './count-ours.ts';

const OF_RECORDS: readonly LeftOutPart[] = ['INTERLIBRARY_RECORDS', 'HIDDEN_RECORDS'];
const OF_ITEMS = LEFT_OUT_PARTS.filter((part) => !OF_RECORDS.includes(part));

/** By the library, if it has entered a count, and by us. */
interface CountedTwice extends Pick<ControlTotal, 'library' | 'class' | 'where'> {
  readonly entered: ControlTotal | null;
  readonly ours: OurCount;
}

/**
 * A sentence without its full stop; null if nothing is known of it. That a number is as large as the difference is said, and not that
 * it is the reason.
 */
export async function explainGap(db: Kysely<Database>, snapshot: number, total: CountedTwice): Promise<string | null> {
  const { library, class: name, where, entered, ours } = total;
  const isCatalogue = name === 'RECORDS' || name === 'ITEMS';
  if (entered === null || ours.value === null || where.length > 0 || !isCatalogue) return null;
  const difference = ours.value - entered.value;
  if (difference === 0) return null;
  const known =
    difference > 0 ? await countedHere(db, snapshot, library, name) : await missingHere(db, snapshot, library, name);
  if (known.length === 0) return null;
  const words = known.map(({ says }) => says).join('; ');
  const exact = known.some(({ count }) => count === Math.abs(difference));
  const sum = known.reduce((all, { count }) => all + count, 0);
  const fits = exact
    ? `: one of these is exactly the difference of ${sayNumber(Math.abs(difference))}`
    : sum === Math.abs(difference)
      ? ': together exactly the difference'
      : '';
  return `${difference > 0 ? 'Mercia counts' : 'Mercia does not count'} ${words}${fits}`;
}

interface Known {
  readonly says: string;
  readonly count: number;
}

/** Of what we counted, what a library may not have. */
async function countedHere(
  db: Kysely<Database>,
  snapshot: number,
  library: LibraryId,
  name: 'RECORDS' | 'ITEMS',
): Promise<readonly Known[]> {
  const scope = [{ dimension: 'LIBRARY', in: [library] }] as const;
  const parts = await countParts({ db, snapshot, scope });
  return (name === 'RECORDS' ? OF_RECORDS : OF_ITEMS).flatMap((part) =>
    sayParts(parts, [part]).map((says) => ({ says, count: parts.get(part) ?? 0 })),
  );
}

/** What a library may have counted and we did not: it came without the name of a library, or could not be read. */
async function missingHere(
  db: Kysely<Database>,
  snapshot: number,
  library: LibraryId,
  name: 'RECORDS' | 'ITEMS',
): Promise<readonly Known[]> {
  const outside = await countOutside({
    db,
    snapshot: { number: snapshot },
    library,
    system: null,
    visibleLibraries: null,
  });
  // Of a record that could not be read nobody knows how many copies it has.
  return describeOutside(name === 'RECORDS' ? { ...outside, copies: 0 } : { ...outside, records: 0 });
}
