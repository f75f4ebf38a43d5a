/** Records that should not have been public are taken back. */
import type { RecordId } from '#domain/ids.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import {
  assertSaysNothing,
  findTakeBack,
  findUnknown,
  listReaders,
  listTakeBacks,
  REGISTER_FILE,
  toReason,
  toRecords,
  type FeedReaders,
  type TakeBack,
} from '#take-back/index.ts';
import type { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readInput } from '../ask-graph.ts';
import { withHub, type Hub, type HubCommand } from '../graph/hub.ts';
import { cleanTakenBack, takeBackRecords } from '../graph/take-back.ts';
import { explain, printJson, printLine, printNote, printRows, renderTable } from '../output.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';

interface TakeBackFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly reason?: string;
  readonly list?: string;
  readonly json?: boolean;
}

const MOST_LISTED = 200;
const NOT_ALL_CLEANED = 2;

export function registerTakeBack(program: Command): void {
  program
    .command('take-back')
    .description(
      'take back records that should not have been public, and say who may have them; without records, show what was',
    )
    .argument(
      '[records...]',
      'ids of records, such as north-koha:record:1234; or the id of a former take-back, to show it',
    )
    .addHelpText(
      'after',
      '\nExit code: 0 if everything is cleaned, 2 if the records are hidden and something is not yet done, 1 if nothing was taken back.',
    )
    .option('--list <file>', 'a file with an id of a record on each line; - for standard input')
    .option('--reason <text>', 'why: it is written down for good, so name a case, not a person')
    .option('--json', 'one JSON line for each act')
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .addOption(settingFlag('logLevel'))
    .action((named: readonly string[], flags: TakeBackFlags) => takeBackOrShow(named, flags));
}

async function takeBackOrShow(named: readonly string[], flags: TakeBackFlags): Promise<void> {
  const { list, reason } = flags;
  const texts = [...named, ...(list === undefined ? [] : await readList(list))];
  const wants = list !== undefined || reason !== undefined;
  // To show what was taken back would look, to a script or in a hurry, as if these were.
  if (wants && texts.length === 0) {
    throw badUserInput(`No record is named${list === undefined ? '' : ` in ${list}`}: nothing was taken back.`);
  }
  const { databaseUrl, data } = readSettings(flags);
  // An empty database would be made there, which knows none of the records.
  if (databaseUrl === undefined && !existsSync(data)) {
    throw new MerciaError(
      'CONFIG_INVALID',
      `there is no data folder ${data}, so nothing was taken back: say with --data which one mercia start has`,
    );
  }
  await withHub(toHub(flags), (hub, signal) => run(hub, signal, { texts, wants }, flags));
}

function toHub(flags: TakeBackFlags): HubCommand {
  return { holder: 'mercia take-back', flags, only: [] };
}

interface Asked {
  /** Ids of records; or of one former act, if nothing is to be taken back. */
  readonly texts: readonly string[];
  /** Whether a list or a reason says that something is to be taken back. */
  readonly wants: boolean;
}

async function run(hub: Hub, signal: AbortSignal, { texts, wants }: Asked, flags: TakeBackFlags): Promise<void> {
  const { db } = hub.store;
  const [only] = texts;
  const asks = !wants && texts.length === 1 && only !== undefined && UUID.test(only);
  const former = asks ? await findTakeBack(db, only) : null;
  if (former !== null) {
    await clean(hub, signal);
    await show(hub, former.id, flags);
    return;
  }
  if (texts.length === 0) {
    await clean(hub, signal);
    await showAll(hub, flags);
    return;
  }
  const [records, reason] = [toRecords(texts), toReason(flags.reason ?? '')];
  await assertKnown(hub, records);
  await assertSaysNothing(db, records, reason);
  const id = randomUUID();
  const isListed = await takeBackRecords(hub, { id, records, reason, at: new Date(), actor: null });
  printNote(
    `Hidden: ${records.length === 1 ? 'the record is' : `${records.length} records are`} found nowhere any more. Cleaning …`,
  );
  if (!isListed) {
    const register = join(resolve(hub.settings.data), REGISTER_FILE);
    printNote(`${register} could not be written: over a backup from before, the records would be shown again.`);
    process.exitCode = NOT_ALL_CLEANED;
  }
  try {
    await clean(hub, signal);
    await show(hub, id, flags);
  } catch (error) {
    // Whoever reads that nothing was taken back would do it again, or report that the records are public.
    printNote(explain(error));
    printNote(
      'The records are hidden all the same. What is left to clean is done when the command runs without records.',
    );
    process.exitCode = NOT_ALL_CLEANED;
  }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

async function readList(path: string): Promise<readonly string[]> {
  const text = await readInput(path, 'list');
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

async function assertKnown({ store }: Hub, records: readonly RecordId[]): Promise<void> {
  const unknown = await findUnknown(store.db, records);
  if (unknown.length === 0) return;
  throw badUserInput(`records: nothing was taken back, because Mercia never had ${unknown.join(', ')}.`);
}

/** Of every act, those that were cut off among them. */
async function clean(hub: Hub, signal: AbortSignal): Promise<void> {
  const { files } = await cleanTakenBack(hub, signal);
  for (const path of files) printNote(`Deleted ${path}: it told of a record.`);
}

async function showAll({ store }: Hub, { json = false }: TakeBackFlags): Promise<void> {
  const acts = await listTakeBacks(store.db, { first: MOST_LISTED });
  printRows(acts, json, {
    none: 'Nothing was taken back.',
    head: ['take-back', 'at', 'records', 'state', 'reason'],
    toCells: ({ id, at, records, state, problem, reason }) => [
      id,
      at.toISOString(),
      String(records.length),
      sayState(state, problem),
      reason,
    ],
  });
  if (acts.some(({ state }) => state === 'OPEN')) process.exitCode = NOT_ALL_CLEANED;
  if (json) return;
  for (const { id, problem } of acts) if (problem !== null) printNote(`${id}: ${problem}`);
}

function sayState(state: TakeBack['state'], problem: string | null): string {
  if (state === 'DONE') return 'done';
  return problem === null ? 'being cleaned' : 'not all cleaned';
}

async function show({ store }: Hub, id: string, { json = false }: TakeBackFlags): Promise<void> {
  const act = await findTakeBack(store.db, id);
  if (act === null) throw new Error(`take-back ${id} is gone`);
  const readers = await listReaders(store.db, id);
  if (json) printJson({ ...act, readers });
  else for (const line of [...describeAct(act), ...describeReaders(readers)]) printLine(line);
  if (act.state === 'OPEN') {
    printNote(describeOpen(act));
    process.exitCode = NOT_ALL_CLEANED;
  }
}

function describeOpen({ problem }: TakeBack): string {
  return problem === null
    ? 'Another process is cleaning; ask again.'
    : `Not everything is cleaned: ${problem} It is tried again when the command runs without records, and by a running hub.`;
}

function describeAct({ id, at, reason, records, state }: TakeBack): readonly string[] {
  const done = state === 'DONE' ? 'hidden, and everything is cleaned' : 'hidden, and being cleaned';
  return [
    `take-back ${id} of ${at.toISOString()}: ${done}`,
    `reason: ${reason}`,
    ...records.map((record) => `  ${record}`),
  ];
}

/** Who is to be told, and what is not known. */
function describeReaders(readers: FeedReaders): readonly string[] {
  const { knownSince, publishedSince, readings, deliveries, exports, files } = readers;
  const day = (at: Date): string => at.toISOString();
  const rows = [
    ...readings.map(({ service, repository, caller, requests, lastAt }) => [
      service,
      caller === '' ? 'without a key' : caller,
      repository,
      `${requests} requests`,
      day(lastAt),
    ]),
    ...deliveries.map(({ delivery, target, at }) => ['delivery', delivery, target, '', day(at)]),
    ...exports.map(({ snapshot, actor, format, at }) => ['export', actor, snapshot, format, day(at)]),
    ...files.map(({ machine, path, at }) => ['file', machine, path, '', day(at)]),
  ];
  const published =
    publishedSince === null
      ? 'No feed had any of the records.'
      : `Feeds had one of the records since ${day(publishedSince)}, or longer, if it was published again.`;
  const known =
    knownSince === null
      ? 'Who read feeds was not written down.'
      : `Who read feeds is known since ${day(knownSince)}, for 90 days; who searched or looked at pages is not kept.`;
  return [
    published,
    known,
    ...(rows.length === 0
      ? ['Nobody is known who may have it.']
      : ['Who may have it:', renderTable([['what', 'who', 'of what', '', 'last'], ...rows])]),
  ];
}
