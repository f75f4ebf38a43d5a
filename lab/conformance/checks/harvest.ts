/** Checks of harvest: nothing lost, nothing doubled, wherever it is interrupted. */
import type { Capability, HarvestedDescription, HarvestFrom, HarvestSource } from '#contract/adapter.ts';
import type { HoldingStatement, ItemDetails, ItemForMoves } from '#domain/catalogue.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { agree, given, holds, none, sameEntries } from '../agree.ts';
import { applyPage, applyPages, collectPages, emptyIndex, harvestFully, textOf } from '../apply-harvest.ts';
import { NotTried, type Check, type Touch } from '../check.ts';
import type { Bench, SimulatedBench } from '../system.ts';

const NO_SUCH_RECORD = '99999999';
const NOTHING_MORE = { resumeAt: '', expected: null, nextCursor: null, allLocalIds: null };
export const FULL: HarvestFrom = { run: { kind: 'full' }, resumeAt: null };
/** Systems date their answers by the second. */
const ROUNDED_DOWN_MS = 1_000;

/** Something that harvest may tell of a copy and that only a move needs. */
export type ToldOfCopies = keyof ItemDetails | Exclude<keyof ItemForMoves, 'details'>;

const HARVEST: readonly Capability[] = ['HARVEST_FULL'];

export function sourceOf({ adapter }: Bench): HarvestSource {
  if (adapter.harvest === undefined) throw new NotTried('this adapter has no harvest');
  return adapter.harvest;
}

const check = <B extends Bench>(
  name: string,
  run: Check<B>['run'],
  touches: Touch = 'system faults',
  needs = HARVEST,
): Check<B> => ({ name, needs, touches, run });

export const saysHow: Check<Bench> = check(
  'says how',
  async (bench) => {
    holds(
      (await sourceOf(bench).describe(bench.signal)) !== '',
      'it does not say how it harvests: describe() gives it in a few words',
    );
  },
  'reads',
);

/** What belongs to a whole run over a system that is small enough. */
export function wholeRuns(tells: readonly ToldOfCopies[], liveTellsLess = false): readonly Check<SimulatedBench>[] {
  return [
    check('brings every record of a full run once, over several pages', bringsEachOnce),

    check('tells of copies what it says that it tells, and of the rest not that there is none', async (bench) => {
      const { described } = await harvestFully(sourceOf(bench));

      const copies = [...described.values()].flatMap(({ items, leftOutItems }) => [...items, ...leftOutItems]);

      sameEntries(
        [...new Set(copies.flatMap(toldOfCopy))],
        tells,
        'of copies other parts are told than this suite is told (tells): name each that comes, and leave out what the system does not tell',
      );
    }),

    check('says on the last page only where the next run starts, and which ids there are', lastPageSays),

    check(
      'tells a stored record as it told the harvested one, and its copies no better than they were shown',
      readAgain,
    ),

    check('goes on behind every page of a full run without losing or doubling a record', goesOn),

    check(
      'says of copies nothing that a live answer of the same moment contradicts, though it may know less',
      (bench) => neverContradicts(bench, liveTellsLess),
      'changes',
      ['HARVEST_FULL', 'LIVE_ITEMS'],
    ),

    check('brings single records, where it can, as a full run brings them, and says which are gone', bringsSingle),

    check('dates how copies stood by the moment at which that was written down', datesWhatIsWritten),

    {
      ...check<SimulatedBench>('says nothing of runs of serials where it does not declare that', async (bench) => {
        if (bench.adapter.capabilities.includes('HOLDING_STATEMENTS')) {
          throw new NotTried('it declares HOLDING_STATEMENTS');
        }
        none(await statementsOf(bench), 'statements come, and HOLDING_STATEMENTS is not declared: declare it');
      }),
      learn: ({ adapter, signal }) => adapter.probe(signal),
    },

    check(
      'states what a library has of a serial',
      async (bench) => {
        const statements = await statementsOf(bench);
        holds(
          statements.length > 0,
          'HOLDING_STATEMENTS is declared, and no statement comes: read the fields in which runs of serials are stated',
        );
        for (const { text } of statements) holds(text.trim() !== '', 'a statement says nothing');
      },
      'system faults',
      ['HARVEST_FULL', 'HOLDING_STATEMENTS'],
    ),

    check('begins again where it cannot go on: with a text that it did not write', beginsAgain),
  ];
}

async function bringsEachOnce(bench: SimulatedBench): Promise<void> {
  const pages = await collectPages(sourceOf(bench), FULL);
  const ids = pages.flatMap((page) => page.records.filter((record) => !record.deleted).map((record) => record.localId));

  holds(pages.length > 2, 'a harvest comes in one piece: give a page for every harvest.pageSize records', pages.length);
  sameEntries(
    ids,
    bench.system.recordIds(),
    'a full run brings other records than the system has: read every page, and hidden records too',
  );
  agree(
    new Set(ids).size,
    ids.length,
    'a full run brings a record twice: let no page begin before the end of the one before',
  );
}

async function lastPageSays(bench: SimulatedBench): Promise<void> {
  const pages = await collectPages(sourceOf(bench), FULL);
  const last = given(pages.at(-1), 'a full run has no page');

  holds(last.nextCursor !== null, 'the last page does not say where the next run starts: give nextCursor');
  sameEntries(
    [...(last.allLocalIds ?? [])],
    bench.system.recordIds(),
    'the last page names other ids than the system has: give allLocalIds of every record, hidden ones too',
  );
  none(
    pages.slice(0, -1).filter((page) => page.nextCursor !== null || page.allLocalIds !== null),
    'a page in the middle of a run says what only the last one may say: nextCursor and allLocalIds are null there',
  );
}

async function beginsAgain(bench: SimulatedBench): Promise<void> {
  const expected = textOf(await harvestFully(sourceOf(bench)));

  const pages = await collectPages(sourceOf(bench), { ...FULL, resumeAt: '{"v":0}' });

  agree(
    textOf(applyPages(pages)),
    expected,
    'a run that cannot go on by what it is given does not begin again: take resumeAt that cannot be read as null',
  );
}

async function datesWhatIsWritten(bench: SimulatedBench): Promise<void> {
  const { writtenAt } = bench.system;
  if (writtenAt === undefined) throw new NotTried('its harvest asks how copies stand');
  const { described } = await harvestFully(sourceOf(bench));
  const dated = [...described.values()].flatMap((one) =>
    one.holdings.flatMap(({ facts }) => (facts === null ? [] : [facts.asOf])),
  );

  holds(dated.length > 0, 'harvest tells nothing of how copies stood: give facts with each holding');
  for (const asOf of dated) {
    const offMs = Math.abs(Date.parse(asOf) - writtenAt());
    holds(
      offMs <= ROUNDED_DOWN_MS,
      'what was written down is dated by another moment: date facts by when the file was written, not by when it is read',
      asOf,
    );
  }
}

async function statementsOf(bench: Bench): Promise<readonly HoldingStatement[]> {
  const { described } = await harvestFully(sourceOf(bench));
  return [...described.values()].flatMap(({ holdings }) => holdings.flatMap((one) => one.statements));
}

async function bringsSingle(bench: SimulatedBench): Promise<void> {
  const source = sourceOf(bench);
  if (source.findRecords === undefined) {
    throw new NotTried('this way of harvest gives its records only all together');
  }
  const whole = await harvestFully(source);
  const [first = '', second = ''] = [...whole.records.keys()].toSorted().slice(-2);

  const found = await source.findRecords([first, NO_SUCH_RECORD, second], bench.signal);

  agree(
    found.rejects,
    [],
    'a record that can be read is refused when it is asked for alone: read it as a full run does',
  );
  const index = emptyIndex();
  applyPage(index, { records: found.records, rejects: [], ...NOTHING_MORE });
  agree(
    [...index.records],
    [first, second].map((id) => [id, whole.records.get(id)]),
    'a record alone is told otherwise than in a full run: read both by one function',
  );
  const gone = found.records.find(({ localId }) => localId === NO_SUCH_RECORD);
  agree(
    gone,
    { deleted: true, localId: NO_SUCH_RECORD, changedAt: null },
    'a record that is not there is not told as deleted when it is asked for alone: give deletedRecord of its id',
  );
}

async function goesOn(bench: SimulatedBench): Promise<void> {
  const whole = await collectPages(sourceOf(bench), FULL);
  const expected = textOf(applyPages(whole));

  for (let boundary = 1; boundary < whole.length; boundary += 1) {
    const before = whole.slice(0, boundary);
    const after = await collectPages(sourceOf(bench), { ...FULL, resumeAt: before.at(-1)?.resumeAt ?? null });
    const ids = [...before, ...after].flatMap((page) => page.records.map((record) => record.localId));

    agree(
      textOf(applyPages([...before, ...after])),
      expected,
      `a run that was interrupted behind page ${boundary} loses records: resumeAt must go on behind its page`,
    );
    agree(
      new Set(ids).size,
      ids.length,
      `a run that was interrupted behind page ${boundary} brings a record twice: resumeAt must go on behind its page`,
    );
    const known = after.at(-1)?.allLocalIds?.size;
    agree(
      known,
      bench.system.recordIds().length,
      'a run that was interrupted does not know which ids there are: ask again for those before, or say null',
    );
  }
}

async function readAgain(bench: Bench): Promise<void> {
  const { rules } = sourceOf(bench);
  const described = [...(await harvestFully(sourceOf(bench))).described.values()];
  const hidden = (one: HarvestedDescription): HarvestedDescription => ({
    ...one,
    items: one.items.map((item) => ({ ...item, visibility: 'SUPPRESSED' })),
  });

  const again = described.map((one) => rules.readAgain(one));
  const shown = described.map((one) => rules.readAgain(hidden(one)));

  // Nothing is kept of a record for an interlibrary loan, and no copies of a hidden one.
  const isPublic = described.map(({ visibility }) => visibility === 'PUBLIC');
  const pick = <T>(list: readonly T[]): readonly T[] => list.filter((_, place) => isPublic[place]);
  agree(
    pick(again).map(toldOf),
    pick(described).map(toldOf),
    'a stored record is read otherwise than it was harvested: let readAgain call the function that harvest calls',
  );
  agree(
    again.map((one) => one?.visibility),
    described.map(({ visibility }) => visibility),
    'a stored record is as visible as the harvested one',
  );
  none(
    shown.flatMap((one) => one?.items.filter(({ visibility }) => visibility === 'PUBLIC') ?? []),
    'a copy that was hidden is shown when its record is read again',
  );
  const stillPublic = shown.filter((one) => one?.visibility === 'PUBLIC');
  none(
    stillPublic.flatMap((one) => one?.holdings.filter(({ basis }) => basis === 'ITEMS') ?? []),
    'a holding has copies, and all of them are hidden',
  );
}

async function neverContradicts(bench: SimulatedBench, liveTellsLess: boolean): Promise<void> {
  const { adapter, signal } = bench;
  bench.system.change();
  const startedAt = Date.now();
  const { described } = await harvestFully(sourceOf(bench));
  const harvested = [...described].flatMap(([localId, record]) =>
    record.holdings.map((holding) => ({
      ref: {
        id: createId(adapter.system.id, 'holding', `${localId}@${holding.library}`),
        liveKeys: holding.liveKeys,
      },
      facts: holding.facts,
    })),
  );

  const live = await adapter.items?.findAvailability(
    harvested.map(({ ref }) => ref),
    signal,
  );

  for (const [index, { ref, facts }] of harvested.entries()) {
    const now = live?.[index];
    if (facts === null || now === null || now === undefined || now instanceof MerciaError) continue;
    none(contradictions(facts, now, liveTellsLess), `harvest says of ${ref.id} what a live answer contradicts`);
    const at = Date.parse(facts.asOf);
    holds(
      at > startedAt - ROUNDED_DOWN_MS && at <= Date.now(),
      'facts of harvest are dated by another moment than that of the harvest: date them when they are asked for',
      facts.asOf,
    );
  }
  const told = harvested.filter(({ facts }) => facts !== null && facts.items.length > 0).length;
  const words =
    'harvest tells of hardly any holding how its copies stood: give facts with each, by the mapper of live answers';
  holds(told > 10, words, told);
}

function toldOfCopy({ status, statusAtSource, use, staffNotes, details }: ItemForMoves): readonly string[] {
  const own = Object.entries({ status, statusAtSource, use, staffNotes }).filter(([, value]) => value !== null);
  return [...own.map(([name]) => name), ...Object.keys(details)];
}

/** Everything but how the copies stood. */
function toldOf(one: HarvestedDescription | null): unknown {
  return one === null ? null : { ...one, holdings: one.holdings.map((holding) => ({ ...holding, facts: null })) };
}

/** Where what harvest said of a holding differs from what the system says now; not knowing is no difference. */
function contradictions(harvested: HoldingFacts, live: HoldingFacts, liveTellsLess: boolean): readonly string[] {
  const byId = new Map(live.items.map((item) => [item.id, item]));
  const missing = [...byId.keys()].filter((id) => !harvested.items.some((item) => item.id === id));
  const differing = harvested.items.flatMap((item): readonly string[] => {
    const now = byId.get(item.id);
    if (now === undefined) return [`${item.id} is not there`];
    return [
      ...(item.status === 'UNKNOWN' || item.status === now.status || (liveTellsLess && now.reason !== null)
        ? []
        : [`${item.id} ${item.status}: ${now.status}`]),
      ...(item.use === 'UNKNOWN' || item.use === now.use ? [] : [`${item.id} ${item.use}: ${now.use}`]),
      ...(item.due === null || (liveTellsLess && now.due === null) || item.due.on === now.due?.on
        ? []
        : [`${item.id} is due ${item.due.on}`]),
      ...(item.status === 'UNKNOWN' && item.reason === null && now.status !== 'UNKNOWN' ? [`${item.id}: why?`] : []),
      ...(item.barcode === now.barcode && item.callNumber === now.callNumber ? [] : [`${item.id} has other marks`]),
    ];
  });
  const queue = harvested.holdQueue === null || harvested.holdQueue === live.holdQueue ? [] : ['another queue'];
  return [...missing.map((id) => `${id} was left out`), ...differing, ...queue];
}
