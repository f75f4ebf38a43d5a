/** How much there is to move, library by library: what a tender asks, and what a supplier's quotation rests on. */
import { readLent, type KeptLent } from '#comparison/readers/count-lent.ts';
import { describeHidden } from '#comparison/readers/shown-counts.ts';
import { readOurCounts, type OurCount } from '#comparison/control-totals/count-ours.ts';
import { librariesOf } from '#comparison/day-one/reader-scope.ts';
import { countBy, countRows } from '#comparison/populations/counts.ts';
import { readOverlap } from '#comparison/overlap/count-overlap.ts';
import { is } from '#comparison/reports/conditions.ts';
import { countLine, countTable, items, records, statements } from '#comparison/reports/count-lines.ts';
import {
  date,
  number,
  tableOf,
  text,
  type Drill,
  type Report,
  type ReportContext,
} from '#comparison/reports/report.ts';
import type { ReportTable, SummaryLine } from '#comparison/reports/report.ts';
import { counted } from '#comparison/reports/say.ts';
import { findSince, type Since } from '#comparison/reports/since.ts';
import { once } from '#comparison/snapshots/once.ts';
import { titlesOfSnapshot } from '#comparison/snapshots/snapshot-rows.ts';
import { systemsOfSnapshot, type SnapshotSystem } from '#comparison/snapshots/snapshot.ts';
import { NOT_TOLD, type Condition, type ControlClass, type Population } from '#domain/comparison.ts';
import type { LibraryId } from '#domain/ids.ts';
import { countsAt } from '#domain/move-phases.ts';
import { sql } from 'kysely';

/** One number of one library. */
interface Volume {
  readonly library: LibraryId;
  /** Null where it is of all systems of the library. */
  readonly system: string | null;
  readonly what: string;
  readonly value: number | null;
  /** Why there is no number, or what it does not say; null where it stands for itself. */
  readonly note: string | null;
  readonly drill?: Drill | undefined;
}

const DAY_MS = 86_400_000;
/** Of fewer days nothing is said of a year: holidays and the start of a term would be taken for the whole of it. */
const FEWEST_DAYS = 90;

export const volumetrics: Report = {
  name: 'volumetrics',
  question: 'How much is there to move, library by library?',
  leavesOut: [],
  async run(context) {
    const since = await findSince(context);
    const volumes = await readVolumes(context, context.snapshot.number);
    const libraries = new Set(volumes.map(({ library }) => library)).size;
    return {
      title: `How much there is to move, of ${counted(libraries, 'library', 'libraries')}.`,
      summary: [
        await titleLine(context),
        await countLine(context, 'Records', records()),
        await countLine(context, 'Items', items()),
        await countLine(context, 'Items on loan', items(is('STATUS', 'ON_LOAN'))),
        await countLine(context, 'Statements of runs', statements()),
        ...(await elsewhereLine(context)),
      ],
      tables: [
        tableOf({ name: 'volumes', title: 'How much each library has' }, volumes, VOLUME_COLUMNS, ({ drill }) => drill),
        await lentTable(context),
        countTable(context, {
          name: 'came by year',
          title: 'Items by the year in which they were acquired',
          of: items(),
          by: { Library: 'LIBRARY', Year: 'ACQUIRED_YEAR' },
        }),
        countTable(context, {
          name: 'last lent',
          title: 'Items by the year in which they were last lent',
          of: items(),
          by: { Library: 'LIBRARY', Year: 'LAST_BORROWED_YEAR' },
        }),
        ...(since === null ? [] : [await growthTable(context, volumes, since)]),
      ],
    };
  },
};

const VOLUME_COLUMNS = [
  text<Volume>('Library', ({ library }) => library),
  text<Volume>('System', ({ system }) => system),
  text<Volume>('What', ({ what }) => what),
  number<Volume>('Number', ({ value }) => value),
  text<Volume>('What to know of it', ({ note }) => note),
];

/** What is counted for a library alone, whichever of its systems has it, says nothing of one of them. */
const OF_ALL_SYSTEMS = 'of all its systems: ask without --system';

/** Each edition once, of whichever libraries. */
async function titleLine(context: ReportContext): Promise<SummaryLine> {
  const { db, snapshot, system } = context;
  const label = 'Titles that a library has, each edition once';
  const systems = await systemsOfSnapshot(db, snapshot.number);
  const libraries = librariesOf(context).filter((library) => system === null || isAt(systems, library, system));
  if (libraries.some((library) => isElsewhere(systems, library, system))) {
    return { label, value: null, text: OF_ALL_SYSTEMS };
  }
  const value = await once(db, [snapshot], ['TITLES OF', libraries], async () => {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM ${titlesOfSnapshot(snapshot.number)} t
      WHERE t.holders && ${[...libraries]}::text[] OR t.not_found && ${[...libraries]}::text[]`.execute(db);
    return rows[0]?.count ?? 0;
  });
  return { label, value };
}

function isAt(systems: readonly SnapshotSystem[], library: LibraryId, system: string): boolean {
  return systems.some(({ id, libraries }) => id === system && libraries.includes(library));
}

/** Whether a library is at another system than the one that is asked for, too. */
function isElsewhere(systems: readonly SnapshotSystem[], library: LibraryId, asked: string | null): boolean {
  return asked !== null && systems.some(({ id, libraries }) => id !== asked && libraries.includes(library));
}

/** By library: those that can be found there, and those on its books alone. */
async function countTitles(db: ReportContext['db'], snapshot: number): Promise<ReadonlyMap<string, number>> {
  const known = await readOverlap(db, snapshot, 'LIBRARY', null);
  if (known !== null) {
    return new Map(known[0]?.holders.map(({ id, titles, notFound }) => [id, titles + notFound]));
  }
  // It was taken before that was known.
  const { rows } = await sql<{ library: string; count: number }>`
    SELECT l.library, count(*)::int AS count
    FROM ${titlesOfSnapshot(snapshot)} t, unnest(t.holders || t.not_found) AS l(library)
    GROUP BY l.library`.execute(db);
  return new Map(rows.map(({ library, count }) => [library, count]));
}

/** Of every library that is asked for, in the order of the region file. */
async function readVolumes(context: ReportContext, snapshot: number): Promise<readonly Volume[]> {
  const { db, system: asked } = context;
  const systems = await systemsOfSnapshot(db, snapshot);
  const titles = await countTitles(db, snapshot);
  const ours = await readOurCounts(db, snapshot);
  const lent = await readLent(db, snapshot);
  const cells = await readCells(context, snapshot);
  const counts = countsAt(context.region);
  return librariesOf(context).flatMap((library): readonly Volume[] => {
    const own = systems.filter(({ id, libraries }) => libraries.includes(library) && (asked === null || id === asked));
    if (own.length === 0) return [];
    const isOfAll = isElsewhere(systems, library, asked);
    const of = (what: string, value: number | null, note: string | null): Volume =>
      isOfAll
        ? { library, system: null, what, value: null, note: OF_ALL_SYSTEMS }
        : { library, system: null, what, value, note };
    const shown = (what: string, name: ControlClass): Volume => ofOurs(of, what, ours.of(library, name));
    return [
      { ...of('Titles', titles.get(library) ?? 0, null), drill: records(is('TITLE_OF', library)) },
      ...own.flatMap((system) =>
        counts({ library, system: system.id })
          ? cells.of(library, system)
          : cells.of(library, system).map((volume) => ({ ...volume, note: sayElsewhere(volume) })),
      ),
      shown('Open loans', 'LOANS'),
      shown('Holds', 'HOLDS'),
      shown('Readers', 'READERS'),
      shown('Charges', 'CHARGES'),
      shown('Charges, in pence', 'CHARGES_PENCE'),
      ...lentVolumes(of, lent.get(library)),
    ];
  });
}

function sayElsewhere({ note }: Volume): string {
  const said = 'not its own: loaded there to try out, or left behind there';
  return note === null ? said : `${note}; ${said}`;
}

/** What the sums above have besides what libraries have themselves: each row once, and none that is of a library there, too. */
async function elsewhereLine(context: ReportContext): Promise<readonly SummaryLine[]> {
  const counts = countsAt(context.region);
  const asked = librariesOf(context);
  const places = (await systemsOfSnapshot(context.db, context.snapshot.number))
    .filter(({ id }) => context.system === null || id === context.system)
    .map(({ id, libraries }) => {
      const here = asked.filter((library) => libraries.includes(library));
      const own = here.filter((library) => counts({ library, system: id }));
      return { id, own, others: here.filter((library) => !own.includes(library)) };
    })
    .filter(({ others }) => others.length > 0);
  if (places.length === 0) return [];
  const [told, notTold]: [string[], string[]] = [[], []];
  for (const { of, one, many } of LOADED) {
    let sum: number | null = 0;
    for (const { id, own, others } of places) {
      const there = [...context.scope, ...of.where, is('SYSTEM', id), is('LIBRARY', ...others)];
      const count = async (...where: readonly Condition[]): Promise<number | null> => {
        const selection = { snapshot: context.snapshot.number, population: of.population, where: [...there, ...where] };
        return (await countRows(context.db, selection)).value;
      };
      const all = await count();
      // Only a record may be of several libraries.
      const shared = of.population !== 'RECORDS' || own.length === 0 ? 0 : await count(is('LIBRARY', ...own));
      sum = sum === null || all === null ? null : sum + all - (shared ?? 0);
    }
    if (sum === null) notTold.push(many);
    else told.push(counted(sum, one, many));
  }
  const text = [
    ...(told.length === 0 ? [] : [`${told.join(', ')}: take them off`]),
    ...(notTold.length === 0 ? [] : [`not told: ${notTold.join(', ')}`]),
  ];
  return [{ label: 'In these numbers, but loaded to try out or left behind', value: null, text: text.join('; ') }];
}

const LOADED = [
  { of: records(), one: 'record', many: 'records' },
  { of: items(), one: 'item', many: 'items' },
  { of: items(is('STATUS', 'ON_LOAN')), one: 'item on loan', many: 'items on loan' },
  { of: statements(), one: 'statement of a run', many: 'statements of runs' },
] as const;

type MakeVolume = (what: string, value: number | null, note: string | null) => Volume;

function ofOurs(of: MakeVolume, what: string, { value, why }: OurCount): Volume {
  return of(what, value, why ?? null);
}

const OF_STATUS = 'Items: ';
const COUNTED: Readonly<Record<Population, string>> = {
  RECORDS: 'Records',
  ITEMS: 'Items',
  STATEMENTS: 'Statements of runs',
};

async function readCells({ db, scope }: ReportContext, snapshot: number) {
  const numbers = new Map<string, number>();
  const statuses = new Map<string, string[]>();
  for (const population of ['RECORDS', 'ITEMS', 'STATEMENTS'] as const) {
    for (const { values, count } of await countBy(db, { snapshot, population, where: scope }, ['LIBRARY', 'SYSTEM']))
      numbers.set([...values, population].join(' '), count);
  }
  const byStatus = await countBy(db, { snapshot, population: 'ITEMS', where: scope }, ['LIBRARY', 'SYSTEM', 'STATUS']);
  for (const { values, count } of byStatus) {
    const [library = '', system = '', status = NOT_TOLD] = values;
    const key = `${library} ${system}`;
    statuses.set(key, [...(statuses.get(key) ?? []), status].toSorted());
    numbers.set(`${key} ${status}`, count);
  }
  return {
    of(library: LibraryId, { id, notTold }: SnapshotSystem): readonly Volume[] {
      const where = [is('LIBRARY', library), is('SYSTEM', id)];
      const of = (what: string, key: string, drill: Drill, silent: boolean): Volume => {
        const value = numbers.get(`${library} ${id} ${key}`) ?? 0;
        const head = { library, system: id, what, drill };
        return silent && value === 0
          ? { ...head, value: null, note: `not told by ${id}` }
          : { ...head, value, note: silent ? `${id} does not tell all of them` : null };
      };
      const rows = (population: Population): Volume =>
        of(COUNTED[population], population, { population, where }, notTold.includes(population));
      return [
        rows('RECORDS'),
        rows('ITEMS'),
        ...(statuses.get(`${library} ${id}`) ?? []).map((status) =>
          of(`${OF_STATUS}${sayStatus(status)}`, status, items(...where, is('STATUS', status)), false),
        ),
        rows('STATEMENTS'),
      ];
    },
  };
}

/** Of no single status: one that nothing has now would be missing beside what it was. */
function isWhole({ what }: Volume): boolean {
  return !what.startsWith(OF_STATUS);
}

/** `ON_LOAN` as `on loan`. */
function sayStatus(status: string): string {
  return status === NOT_TOLD ? 'status not told' : status.toLowerCase().replaceAll('_', ' ');
}

function lentVolumes(of: MakeVolume, lent: KeptLent | undefined): readonly Volume[] {
  if (lent === undefined) return [of('Loans a year', null, 'not told: no counter of loans, or no agreement to count')];
  const { inAll, from, to } = lent;
  const even = evenYears(lent);
  const days = (Date.parse(to) - Date.parse(even.from)) / DAY_MS;
  const sum = even.years.reduce<number | null>(
    (total, { count }) => (total === null || count.value === null ? null : total + count.value),
    0,
  );
  const between = `counted from ${even.from} to ${to}`;
  const isShort = days < FEWEST_DAYS;
  const whyNot =
    isShort && lent.oneFrom !== undefined
      ? `counted from ${lent.oneFrom} in one of its systems, and from ${from} in another`
      : `${between}, which is ${sum === null ? 'too few to be shown' : 'too short'}`;
  return [
    of('Loans in all, as the counters of its copies say', inAll.value, describeHidden(inAll) ?? null),
    isShort || sum === null
      ? of('Loans a year', null, `not told: ${whyNot}`)
      : of('Loans a year', Math.round((sum / days) * 365), `${between}: ${sum} loans`),
  ];
}

/** The years that were counted in all of its systems alike, and since when: the first was not if one was counted long before. */
function evenYears({ years, from, oneFrom }: KeptLent): Pick<KeptLent, 'years' | 'from'> {
  if (oneFrom === undefined) return { years, from };
  const uneven = Number(from.slice(0, 4));
  // Years that stand together cannot be told apart any more.
  const first = (years.find((one) => (one.from ?? one.year) <= uneven && one.year >= uneven)?.year ?? uneven) + 1;
  return { years: years.filter(({ year }) => year >= first), from: `${first}-01-01` };
}

async function lentTable(context: ReportContext): Promise<ReportTable> {
  const lent = await readLent(context.db, context.snapshot.number);
  const rows = librariesOf(context).flatMap((library) => {
    const own = lent.get(library);
    return (own?.years ?? []).map((year) => {
      const oneFrom = own?.from.startsWith(`${year.from ?? year.year}-`) === true ? own.oneFrom : undefined;
      const note = oneFrom === undefined ? null : `of another of its systems from ${own?.from ?? ''} on alone`;
      return { library, ...year, note, countedFrom: oneFrom ?? own?.from ?? null, countedTo: own?.to ?? null };
    });
  });
  return tableOf({ name: 'lent by year', title: 'Loans by year, as far as they were counted' }, rows, [
    text('Library', ({ library }) => library),
    text('Year', ({ year, from }) => (from === undefined ? String(year) : `${from} to ${year}`)),
    number('Loans', ({ count }) => count.value),
    text('What to know of it', ({ count, note }) => describeHidden(count) ?? note),
    date('Counted from', ({ countedFrom }) => countedFrom),
    date('Counted to', ({ countedTo }) => countedTo),
  ]);
}

/** The same numbers of the earlier snapshot beside those of now. */
async function growthTable(
  context: ReportContext,
  volumes: readonly Volume[],
  { earlier }: Since,
): Promise<ReportTable> {
  const keyOf = ({ library, system, what }: Volume): string => JSON.stringify([library, system, what]);
  const before = new Map((await readVolumes(context, earlier.number)).map((one) => [keyOf(one), one.value]));
  const days = (context.snapshot.takenAt.getTime() - earlier.takenAt.getTime()) / DAY_MS;
  const rows = volumes.filter(isWhole).map((volume) => {
    const was = before.get(keyOf(volume)) ?? null;
    const difference = was === null || volume.value === null ? null : volume.value - was;
    const perYear = difference === null || days < FEWEST_DAYS ? null : Math.round((difference / days) * 365);
    return { ...volume, was, difference, perYear };
  });
  return tableOf({ name: 'growth', title: `What has grown since "${earlier.name}"` }, rows, [
    text('Library', ({ library }) => library),
    text('System', ({ system }) => system),
    text('What', ({ what }) => what),
    number('Then', ({ was }) => was),
    number('Now', ({ value }) => value),
    number('Difference', ({ difference }) => difference),
    number('A year, at this rate', ({ perYear }) => perYear),
  ]);
}
