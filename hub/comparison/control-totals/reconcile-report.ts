import type { LibraryId } from '#domain/ids.ts';
import { sayNumber } from '../reports/say.ts';
import { sayWhoSigned } from '#store/repositories/api-keys/api-keys.ts';
import {
  counting,
  date,
  lazyTable,
  number,
  tableOf,
  text,
  type Drill,
  type Report,
  type ReportContext,
} from '../reports/report.ts';
import type { SnapshotSystem } from '../snapshots/snapshot.ts';
import { listCorrections, populationOf } from './control-total.ts';
import { ownRows, readOwnSystems } from './count-ours.ts';
import { adjustment, explainGap, findKnownParts, namePart, sayPart, type KnownPart } from './known-parts.ts';
import { compareTotals, librariesAskedFor, nameTotal, oursAsTheirs, restOf, type ComparedTotal } from './reconcile.ts';

const STATES: Readonly<Record<ComparedTotal['state'], string>> = {
  AGREES: 'agrees',
  DIFFERS: 'NOT RECONCILED',
  HAS_OWNER: 'differs, and somebody sees to it',
  CANNOT_BE_COMPARED: 'cannot be compared',
  NOT_ENTERED: 'not entered',
};

const sayNotEntered = (open: number): string =>
  open === 0 ? '' : `; ${sayNumber(open)} ${open === 1 ? 'is' : 'are'} not entered`;

interface KnownTotal extends ComparedTotal {
  /** Also where the library has not said what its count has in it. */
  readonly known: readonly KnownPart[];
}

export const reconcile: Report = {
  name: 'reconcile',
  question: 'Do our counts match yours?',
  leavesOut: null,
  async run(context) {
    const libraries = await librariesAskedFor(context.db, context.snapshot.number, context);
    const compared = await compareTotals(context.db, context.snapshot.number, libraries);
    const count = (state: ComparedTotal['state']): number => compared.filter((total) => total.state === state).length;
    const entered = compared.length - count('NOT_ENTERED');
    const known = await withKnown(context, compared);
    const ownSystems = await readOwnSystems(context.db, context.snapshot.number);
    const who = await sayWhoSigned(context.db);
    return {
      title:
        entered === 0
          ? 'No library has entered its counts, so nothing is checked.'
          : `${count('AGREES')} of ${entered} counts that libraries entered agree${sayNotEntered(count('NOT_ENTERED'))}.`,
      summary: [
        { label: 'Counts that agree', value: count('AGREES') },
        { label: 'Counts that differ', value: count('DIFFERS') },
        { label: 'Counts that differ, and somebody sees to it', value: count('HAS_OWNER') },
        { label: 'Counts that cannot be compared', value: count('CANNOT_BE_COMPARED') },
        { label: 'Counts that nobody has entered', value: count('NOT_ENTERED') },
      ],
      tables: [
        tableOf(
          { name: 'counts', title: 'What the libraries counted, and what came across' },
          known,
          [
            text('Library', ({ library }) => library),
            text('What', nameTotal),
            number('Theirs', ({ entered: theirs }) => theirs?.value ?? null),
            counting('Ours', ({ ours }) => ours.value),
            number('As they count', (total) => (hasSaid(total) ? oursAsTheirs(total) : null)),
            number('Rest', restOf),
            text('State', ({ state }) => STATES[state]),
            text('What is known of the difference', sayKnown),
            text('Why there is no number', ({ ours }) => ours.why ?? null),
            text('Who sees to it', ({ entered: theirs }) => theirs?.restOwner ?? null),
            text('What they say', ({ entered: theirs }) => theirs?.restNote ?? null),
            date('Counted on', ({ entered: theirs }) => theirs?.countedOn ?? null),
            text('Signed by', ({ entered: theirs }) => who(theirs?.enteredBy ?? null)),
            date('Signed on', ({ entered: theirs }) => theirs?.enteredAt.toISOString().slice(0, 10) ?? null),
            text('Note', ({ entered: theirs }) => theirs?.note ?? null),
            number('Rest that they see to', ({ entered: theirs }) => theirs?.ownedRest ?? null),
          ],
          (total) => drillOf(total, ownSystems(total.library)),
        ),
        partTable(known),
        correctionTable(context, libraries, who),
      ],
    };
  },
};

async function withKnown(
  { db, snapshot }: ReportContext,
  totals: readonly ComparedTotal[],
): Promise<readonly KnownTotal[]> {
  const known: KnownTotal[] = [];
  for (const total of totals) {
    const isThere = total.entered !== null && total.ours.value !== null;
    known.push({ ...total, known: isThere ? await findKnownParts(db, snapshot.number, total) : [] });
  }
  return known;
}

/** Whether the library has said what its count has in it. */
function hasSaid({ entered }: ComparedTotal): boolean {
  return (entered?.includes ?? null) !== null;
}

/** What may be the reason; where the library has said what its count has in it, what that makes of the difference. */
function sayKnown(total: KnownTotal): string | null {
  const { known, entered } = total;
  const includes = entered?.includes ?? null;
  if (includes === null) return explainGap(total.class, known, restOf(total));
  const changed = adjustment(known, includes) ?? 0;
  const rest = restOf(total);
  const made = changed === 0 ? [] : [`counted as the library counts, ours is ${changed > 0 ? '+' : ''}${changed}`];
  const open = known.filter(({ part, isOwn, isCounted }) => !isOwn && isCounted !== includes.includes(part));
  const may =
    rest === null || rest >= 0
      ? []
      : open.map((part) => `in it may be some of ${sayPart(total.class, part)} in its system`);
  const said = [...made, ...may];
  return said.length === 0 ? null : said.join('; ');
}

interface PartRow extends KnownPart {
  readonly total: KnownTotal;
}

/** Each known part of each total that was entered: what `includes` may name. */
function partTable(totals: readonly KnownTotal[]) {
  const rows = totals.flatMap((total) => total.known.map((part): PartRow => ({ ...part, total })));
  const theirs = ({ total: { entered }, part }: PartRow): string => {
    const includes = entered?.includes ?? null;
    if (includes === null) return 'they have not said';
    return includes.includes(part) ? 'yes' : 'no';
  };
  return tableOf(
    {
      name: 'known',
      title: 'What one side may count and the other not; libraries say what their counts have in them (includes)',
    },
    rows,
    [
      text('Library', ({ total }) => total.library),
      text('Of', ({ total }) => nameTotal(total)),
      text('Part', ({ part }) => part),
      number('Number', ({ count }) => count),
      text('What', ({ part, total }) => namePart(total.class, part)),
      text('In ours', ({ isCounted }) => (isCounted ? 'yes' : 'no')),
      text('In theirs', theirs),
      text('Whose', ({ isOwn }) => (isOwn ? 'the library’s' : 'of its system: nobody knows how many are its own')),
    ],
  );
}

function correctionTable(
  { db }: ReportContext,
  libraries: readonly LibraryId[],
  who: (subject: string | null) => string | null,
) {
  return lazyTable(
    { name: 'corrections', title: 'Counts that were corrected or taken back' },
    () => listCorrections(db, libraries),
    [
      text('Library', ({ library }) => library),
      text('What', nameTotal),
      number('It was', ({ value }) => value),
      text('Signed by', ({ enteredBy }) => who(enteredBy)),
      date('Signed on', ({ enteredAt }) => enteredAt.toISOString().slice(0, 10)),
      text('What became of it', ({ newValue }) => (newValue === null ? 'taken back' : 'corrected')),
      number('It is', ({ newValue }) => newValue),
      text('By', ({ correctedBy }) => who(correctedBy)),
      date('On', ({ correctedAt }) => correctedAt.toISOString().slice(0, 10)),
    ],
  );
}

function drillOf(
  { library, class: name, where, ours }: ComparedTotal,
  systems: readonly SnapshotSystem[],
): Drill | undefined {
  const population = populationOf(name);
  if (population === null || ours.value === null) return undefined;
  return { population, where: [...ownRows(library, systems), ...where] };
}
