import { librariesOf, listedLibraries } from '#comparison/day-one/reader-scope.ts';
import { number, tableOf, text, type Report } from '#comparison/reports/report.ts';
import { counted } from '#comparison/reports/say.ts';
import { systemsInScope } from '#comparison/reports/systems-in-scope.ts';
import type { ToldThing } from '#domain/comparison.ts';
import { badUserInput } from '#platform/errors.ts';
import { drawSample, type Draw, type SampleRow } from './draw-sample.ts';
import { keyOf, readSampleResults, type FoundRow } from './sample-results.ts';
import { BY_HAND, STRATA, STRATUM_WORDS, type Stratum } from './strata.ts';

const USUAL_EACH = 5;
const MOST_EACH = 50;
const SEED = /^[\w.-]{1,40}$/;

type Ticked = SampleRow & { readonly found: FoundRow | null };

export const moveSample: Report = {
  name: 'move-sample',
  question: 'What do we look at in both systems before we sign?',
  scope: 'LIBRARY',
  leavesOut: [],
  options: [
    { name: 'seed', says: 'Seed: the same draws the same sample', takes: 'TEXT' },
    { name: 'each', says: `How many of each kind: ${USUAL_EACH} if not given`, takes: 'TEXT' },
  ],
  async run(context) {
    const { db, snapshot } = context;
    const draw = readDraw(context.options['seed'], context.options['each']);
    const [library = ''] = librariesOf(context);
    const results = await readSampleResults(db, { snapshot, library, seed: draw.seed });
    const withHolds = listedLibraries(context).some((one) => one === library);
    const drawn = await drawSample(db, { ...draw, snapshot: snapshot.number, library, withHolds });
    const silent = new Set((await systemsInScope(context)).flatMap(({ notTold }) => notTold));
    const rows = drawn.map((row): Ticked => ({ ...row, found: results.get(keyOf(row)) ?? null }));
    const of = (result: FoundRow['result']): number => rows.filter(({ found }) => found?.result === result).length;
    const open = rows.filter(({ found }) => found === null).length;
    return {
      title: `${counted(rows.length, 'row')} to look at in both systems: ${of('RIGHT')} right, ${of('WRONG')} wrong, ${of('NOT_FOUND')} not found, ${open} to do.`,
      summary: [
        { label: 'Rows to look at', value: rows.length },
        { label: 'Right', value: of('RIGHT') },
        { label: 'Wrong', value: of('WRONG') },
        { label: 'Not found', value: of('NOT_FOUND') },
        { label: 'To do', value: open },
      ],
      tables: [
        tableOf({ name: 'sample', title: `The sample of seed ${draw.seed}` }, rows, SAMPLE_COLUMNS),
        tableOf(
          { name: 'kinds', title: 'Kinds, and how many of each were looked at' },
          kindsOf(rows, withHolds, silent),
          [
            text('Kind', ({ says }) => says),
            number('In all', ({ population }) => population),
            text('Why none', ({ why }) => why),
            number('Drawn', (kind) => kind.drawn),
            number('Right', ({ right }) => right),
            number('Wrong', ({ wrong }) => wrong),
            number('Not found', ({ notFound }) => notFound),
          ],
        ),
      ],
    };
  },
};

/** Throws BAD_USER_INPUT, naming the option. */
export function readDraw(seed = '1', each = String(USUAL_EACH)): Draw {
  if (!SEED.test(seed)) {
    throw badUserInput('seed: 1 to 40 letters, digits, dots, hyphens and underscores.');
  }
  if (!/^\d{1,2}$/.test(each) || Number(each) < 1 || Number(each) > MOST_EACH) {
    throw badUserInput(`each: a whole number from 1 to ${MOST_EACH}.`);
  }
  return { seed, each: Number(each) };
}

/** As a library gets it and sends it back: the last two columns are to be filled in. */
const SAMPLE_COLUMNS = [
  text<Ticked>('Look at', ({ says }) => says),
  text<Ticked>(
    'Barcode or record',
    ({ barcode, recordNumber }) => barcode ?? (recordNumber === null ? null : `record ${recordNumber}`),
  ),
  text<Ticked>('Title', ({ title }) => title),
  text<Ticked>('Where and how', sayWhere),
  text<Ticked>('Key', keyOf),
  text<Ticked>('Result', ({ found }) => found?.result ?? null),
  text<Ticked>('Note', ({ found }) => found?.note ?? null),
];

/** Its call number, place, type and how it stands, as its system calls them; of a run what the library states. */
function sayWhere({ callNumber, location, itemType, status, statement }: Ticked): string | null {
  const parts = [callNumber, location, itemType, status, statement].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** What a system must tell for something of the kind to be drawn. */
const NEEDS: Readonly<Partial<Record<Stratum, ToldThing>>> = {
  ON_LOAN: 'ITEM_STATUS',
  NOT_ON_SHELF: 'ITEM_STATUS',
  WITH_HOLDS: 'HOLDS',
  WITH_STATEMENTS: 'STATEMENTS',
};

function kindsOf(rows: readonly Ticked[], withHolds: boolean, silent: ReadonlySet<string>) {
  const byStratum = Map.groupBy(rows, ({ stratum }) => stratum);
  return ([...STRATA, BY_HAND] as const).map((stratum) => {
    const own = byStratum.get(stratum) ?? [];
    const of = (result: FoundRow['result']): number => own.filter(({ found }) => found?.result === result).length;
    const [first] = own;
    const why = first === undefined && stratum !== BY_HAND ? whyNone(stratum, withHolds, silent) : null;
    return {
      says: stratum === BY_HAND ? 'Tried by hand' : STRATUM_WORDS[stratum],
      population: first === undefined ? (why === null ? 0 : null) : first.population,
      why,
      drawn: own.length,
      right: of('RIGHT'),
      wrong: of('WRONG'),
      notFound: of('NOT_FOUND'),
    };
  });
}

/** Null if the library has none. */
function whyNone(stratum: Stratum, withHolds: boolean, silent: ReadonlySet<string>): string | null {
  const needed = NEEDS[stratum];
  if (needed !== undefined && silent.has(needed)) return 'not told';
  return stratum === 'WITH_HOLDS' && !withHolds
    ? 'drawn for the role "migration", where the library has agreed that its readers are compared'
    : null;
}
