/** The readers of a simulated Symphony, for the patron half of the conformance suite. */
import type { BlockCode, WantedHold } from '#domain/accounts.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import type { SymphonySimulator } from '#simulators/symphony/index.ts';
import {
  addBlock,
  addItem,
  addPatron,
  checkOut,
  editItem,
  endOfDay,
  localDate,
  placeHold,
  recall,
  setHeld,
} from '#simulators/symphony/world.ts';
import type { SymphonyHold } from '#simulators/symphony/tables.ts';
import type { SymphonyPatron, SymphonyWorld } from '#simulators/symphony/world.ts';
import type {
  FaultReach,
  PatronFault,
  PatronScene,
  PatronSystem,
  SceneLoan,
  SceneReader,
} from '#conformance/readers/patron-system.ts';
import { cannot } from '#conformance/situations.ts';
import { createReaderTokens } from '#platform/reader-token.ts';
import { totalOwed } from './total-owed.ts';
import { createTestAdapter, SYSTEM } from './symphony-config.ts';
import { createTestWorld, FAULTS, filesAt, MAPPED } from './symphony-system.ts';

const ZONE = 'Europe/London';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WRITES = ['renew', 'placeHold', 'cancelHold'];
const ONLY: Readonly<Record<FaultReach, readonly string[]>> = {
  everything: [],
  pins: ['authenticate'],
  writes: WRITES,
};

type SimulatorFaults = Parameters<SymphonySimulator['faults']['set']>[0];

const PATRON_FAULTS: Readonly<Record<PatronFault, SimulatorFaults>> = {
  ...FAULTS,
  'no answer': { hang: true },
  'cut connection': { reset: true },
};

/** What a job of the site writes of its readers every night. */
export function listsAt(address: string) {
  const at = (name: string) => [{ source: `${address}/export/${name}` }];
  return { loans: at('charges.txt'), holds: at('holds.txt'), readers: at('users.txt'), charges: at('bills.txt') };
}

/** The simulated Symphony with its readers; `settings` are added to those of its patrons. `files`: there are no web services. */
export async function createSymphonyPatrons(
  settings: Readonly<Record<string, unknown>> = {},
  left: 'all' | 'files' = 'all',
): Promise<PatronSystem> {
  const world = createTestWorld({ starInFields: 'refused', exportsCharges: 'dmy' });
  const scene = setScene(world);
  const simulator = await createSymphonySimulator({ world });
  return {
    port: simulator.port,
    scene,
    createAdapter: (address, callTimeoutMs, logger) =>
      createTestAdapter(address, {
        login: true,
        callTimeoutMs,
        logger,
        readerToken: createReaderTokens(Buffer.alloc(32, 7), SYSTEM),
        settings: {
          ...MAPPED,
          ...(left === 'files'
            ? filesAt(address)
            : {
                export: { source: `${address}/export/catalogue.mrc`, uses: { dates: 'dmy' } },
                patrons: { access: 'write', ...settings },
              }),
          lists: listsAt(address),
        },
      }),
    setFault: (fault, reach) =>
      simulator.faults.set(fault === null ? {} : { ...PATRON_FAULTS[fault], only: ONLY[reach] }),
    writes: () => WRITES.reduce((sum, kind) => sum + simulator.calls.count(kind), 0),
    pinTries: () => simulator.calls.count('authenticate'),
    timeZone: ZONE,
    situations: {
      lendUntil: (at) => ({ itemLocalId: lendNew(world, at.getTime()), exactly: 'hour' }),
      lendMany(copies) {
        for (let copy = 0; copy < copies; copy += 1) lendNew(world);
        simulator.runExport();
      },
      contradictHold: cannot('a hold says itself how it stands'),
      contradictWrites: cannot('an answer says that it was done, or why not'),
      expireLogin: () => {
        simulator.faults.expireTokens();
      },
      expireLoginAtWrite: () => simulator.faults.set({ wrongCredentials: true, only: ONLY.writes, times: 1 }),
      everyField: cannot('loans, holds and charges of its scene are compared one by one in the tests of the kind'),
      spoilLoan: cannot('one answer tells the account with all its loans'),
      heldAs: cannot('what reaches the server of a hold is compared in the tests of the kind'),
    },
    openCharges: () => totalOwed([...world.blocks.values()].map(({ owed }) => Number(owed))),
    listsWrittenAt: () => wholeSecond(world.exports.get('charges.txt')?.at ?? 0),
    holdsOn: (recordLocalId) =>
      [...world.holds.values()].filter(({ bibKey, status }) => bibKey === recordLocalId && status !== 'CANCELLED')
        .length,
    close: () => simulator.close(),
  };
}

/** As HTTP dates a file. */
const wholeSecond = (at: number): number => Math.floor(at / 1_000) * 1_000;

/** Lends the stranger a copy that is bought for it; gives its id. */
function lendNew(world: SymphonyWorld, due?: number): string {
  const { key, bibKey, barcode } = addItem(world, { bibKey: '21', library: 'BEECH' });
  checkOut(world, { itemKey: key, patronKey: '25', ...(due !== undefined && { due }) });
  return `${bibKey}:${barcode}`;
}

function setScene(world: SymphonyWorld): PatronScene {
  const people: SymphonyPatron[] = [];
  const enrol = (key: string, firstName: string, more: Partial<SymphonyPatron> = {}): SymphonyPatron => {
    const pin = `Pin-of-${key}-91`;
    const patron = addPatron(world, { key, library: 'ASH-MAIN', firstName, lastName: 'Quillfeather', pin, ...more });
    people.push(patron);
    return patron;
  };
  const reader = enrol('5', 'Odalys', { privilegeExpiresDate: '2999-12-31' });
  const stranger = enrol('25', 'Percival', { library: 'BEECH', standing: 'DELINQUENT' });
  const yesterday = localDate(Date.now() - DAY_MS, ZONE);
  const blocked: readonly (readonly [SymphonyPatron, BlockCode])[] = [
    [enrol('51', 'Ermintrude', { privilegeExpiresDate: yesterday }), 'EXPIRED'],
    // The day of expiry is the first on which nothing is lent.
    [enrol('55', 'Wilhelmina', { privilegeExpiresDate: localDate(Date.now(), ZONE) }), 'EXPIRED'],
    [enrol('52', 'Barnabas', { standing: 'BARRED' }), 'BARRED'],
    [enrol('53', 'Clothilde', { standing: 'COLLECTION' }), 'OWES'],
    [enrol('54', 'Ignatius', { standing: 'BLOCKED' }), 'OTHER'],
  ];
  const loans = lendTo(world, reader);
  placeHold(world, { bibKey: '14', patronKey: reader.key, pickupLibrary: 'ASH-MAIN' });
  const ready = placeHold(world, { bibKey: '15', patronKey: reader.key, pickupLibrary: 'BEECH' });
  setHeld(world, ready.key, '15:1:1');
  const suspended = placeHold(world, { bibKey: '10', patronKey: reader.key, pickupLibrary: 'ASH-MAIN' });
  Object.assign(suspended, {
    suspendBeginDate: yesterday,
    suspendEndDate: '2999-12-31',
  } satisfies Partial<SymphonyHold>);
  const owed = [addBlock(world, { patronKey: reader.key, owed: '12.50', block: 'LOST' })];
  addBlock(world, { patronKey: reader.key, owed: '0.00' });

  const foreign = checkOut(world, { itemKey: '16:1:1', patronKey: stranger.key, days: 7 });
  placeHold(world, { bibKey: '17', patronKey: stranger.key, pickupLibrary: 'BEECH' });
  const theirs = addBlock(world, { patronKey: stranger.key, owed: '3.00' });
  return {
    reader: {
      ...toReader(reader),
      loans,
      holds: [
        { recordLocalId: '14', status: 'QUEUED' },
        { recordLocalId: '15', status: 'READY' },
        { recordLocalId: '10', status: 'SUSPENDED' },
      ],
      charges: owed.map((block) => block.owed),
    },
    stranger: {
      ...toReader(stranger),
      loans: [toSceneLoan(world, foreign.itemKey, dayOf(foreign.dueDate), true)],
      holds: [{ recordLocalId: '17', status: 'QUEUED' }],
      charges: [theirs.owed],
    },
    blocked: blocked.map(([patron, code]) => ({ reader: toReader(patron), code })),
    verifiesExpired: true,
    unknownCard: '29999000009999',
    missingAccount: '999999',
    holdable: [wanted('18'), wanted('20', { itemLocalId: '20:3000200' })],
    unholdable: refuseHolds(world),
    personal: people.flatMap(({ barcode, pin, firstName, lastName }) => [barcode, pin, firstName, lastName]),
  };
}

/** A loan for each thing that can be told beforehand of its renewal. */
function lendTo(world: SymphonyWorld, { key: patronKey }: SymphonyPatron): readonly SceneLoan[] {
  for (const [rule, renewFromPeriod] of Object.entries({ '21DAYS': 30, SOON: 2, HOURS: 1 })) {
    world.circulationRules.set(rule, { loanPeriod: rule, periodType: 'DAILY', renewFromPeriod });
  }
  const lend = (
    itemKey: string,
    loan: { readonly days?: number; readonly due?: number },
    renewable: SceneLoan['renewable'],
    changes: Partial<ReturnType<typeof checkOut>> = {},
  ): SceneLoan => {
    const record = checkOut(world, { itemKey, patronKey, ...loan });
    Object.assign(record, changes);
    return toSceneLoan(world, itemKey, dayOf(record.recallDueDate ?? record.dueDate), renewable);
  };
  const hour = Math.floor((Date.now() + 3 * HOUR_MS) / HOUR_MS) * HOUR_MS + 15 * 60_000;
  const hourly = lend('4:1:1', { due: hour }, null, { circulationRule: 'HOURS' });
  const awaited = lend('19:1:1', { days: 9 }, null);
  placeHold(world, { bibKey: '19', patronKey: '25', pickupLibrary: 'BEECH' });
  world.holds.delete([...world.holds.keys()].at(-1) ?? '');
  lend('22:1:1', { days: 10 }, 'RECALLED');
  const recallDue = endOfDay(localDate(Date.now() + 4 * DAY_MS, ZONE), ZONE);
  recall(world, '22:1:1', recallDue);
  const brought = checkOut(world, { itemKey: '23:1:1', patronKey, days: 2 });
  Object.assign(brought, { status: 'INACTIVE' });
  return [
    lend('1:1:1', { days: 14 }, true),
    lend('2:1:1', { days: -3 }, true),
    { ...hourly, due: { on: localDate(hour, ZONE), at: new Date(hour).toISOString() } },
    { ...awaited, renewable: true },
    lend('5:1:1', { days: 5 }, 'LIMIT_REACHED', { unseenRenewalsRemaining: 0 }),
    lend('9:1:1', { days: 20 }, 'TOO_SOON', { circulationRule: 'SOON' }),
    toSceneLoan(world, '22:1:1', dayOf(recallDue), 'RECALLED'),
  ];
}

/** What nobody may have kept, and the answer. */
function refuseHolds(world: SymphonyWorld): PatronScene['unholdable'] {
  for (const itemKey of ['21:1:1', '21:2:1', '21:3:1']) {
    if (world.items.has(itemKey)) editItem(world, itemKey, { homeLocation: 'REFERENCE' });
  }
  world.refusals.set('24', {
    status: 500,
    code: 'hatErrorResponse.91',
    message: 'Quillfeather must ask at the desk',
    promptType: 'CKOBLOCKS',
  });
  return [
    { why: 'already placed', wanted: wanted('14'), code: 'ALREADY_DONE' },
    { why: 'no copy may be kept', wanted: wanted('21'), code: 'NOT_HOLDABLE' },
    { why: 'no such title', wanted: wanted('999999'), code: 'NOT_FOUND' },
    { why: 'no number', wanted: wanted('21/../22'), code: 'NOT_FOUND' },
    { why: 'a copy that is not there', wanted: wanted('18', { itemLocalId: '18:1:99' }), code: 'NOT_FOUND' },
    { why: 'a volume without a copy', wanted: wanted('18', { enumeration: 'v.3' }), code: 'NOT_SUPPORTED' },
    { why: 'what only staff could override', wanted: wanted('24'), code: 'BLOCKED' },
  ];
}

function toReader({ barcode, pin, library }: SymphonyPatron): SceneReader {
  return { card: barcode, pin, homeSite: library, loans: [], holds: [], charges: [] };
}

function toSceneLoan(world: SymphonyWorld, itemKey: string, on: string, renewable: SceneLoan['renewable']): SceneLoan {
  const [titleId = ''] = itemKey.split(':');
  return {
    itemLocalId: `${titleId}:${world.items.get(itemKey)?.barcode ?? ''}`,
    recordLocalId: titleId,
    title: `Title ${titleId}`,
    due: { on, at: null },
    overdue: on < localDate(Date.now(), ZONE),
    renewable,
  };
}

function wanted(recordLocalId: string, more: Partial<WantedHold> = {}): WantedHold {
  return { recordLocalId, itemLocalId: null, enumeration: null, pickup: null, neededBy: null, ...more };
}

function dayOf(due: number | null): string {
  return localDate(due ?? 0, ZONE);
}
