import { isReadable } from '#domain/readable-text.ts';
import { badUserInput, isMerciaError, MerciaError } from '#platform/errors.ts';
import {
  allRulings,
  dropRuling,
  keepRulings,
  parseRulingLine,
  toRecordId,
  toRulingLine,
  type Ruling,
} from '#union-index/rulings/index.ts';
import type { Command } from 'commander';
import { readInput } from '../ask-graph.ts';
import { withHub } from '../graph/hub.ts';
import { printJsonText, printLine, printNote, renderTable } from '../output.ts';
import { withRegionFlags, type RegionFlags } from '../settings.ts';

interface AddFlags extends RegionFlags {
  readonly same?: boolean;
  readonly different?: boolean;
  readonly by: string;
  readonly note?: string;
}

/** `mercia rulings`: what people decide of two records. They outlive every harvest, and go along in a file. */
export function registerRulings(program: Command): void {
  const rulings = program.command('rulings').description('decisions by people on whether two records are one edition');

  withRegionFlags(rulings.command('add').description('decide that two records are, or are not, one edition'))
    .argument('<a>', 'id of a record, as the graph gives it')
    .argument('<b>', 'id of the other')
    .option('--same', 'they are one edition')
    .option('--different', 'they are not')
    .requiredOption('--by <name>', 'who decides')
    .option('--note <text>', 'why')
    .action((a: string, b: string, flags: AddFlags) => change(flags, [toNewRuling(a, b, flags)]));

  withRegionFlags(rulings.command('remove').description('remove a ruling, so that matching decides again'))
    .argument('<a>', 'id of a record')
    .argument('<b>', 'id of the other')
    .action((a: string, b: string, flags: RegionFlags) => remove(flags, a, b));

  withRegionFlags(rulings.command('list').description('show every ruling')).action((flags: RegionFlags) =>
    withHub({ holder: 'mercia rulings', flags, only: [] }, async (hub) => {
      const rows = (await allRulings(hub.store.db)).map(({ a, b, decision, by, at, note }) => {
        return [a, b, decision, by, at.toISOString().slice(0, 10), note ?? ''];
      });
      printLine(renderTable([['RECORD', 'RECORD', 'DECISION', 'BY', 'ON', 'NOTE'], ...rows]));
    }),
  );

  withRegionFlags(rulings.command('export').description('print every ruling, one JSON line each')).action(
    (flags: RegionFlags) =>
      withHub({ holder: 'mercia rulings', flags, only: [] }, async (hub) => {
        for (const ruling of await allRulings(hub.store.db)) printJsonText(toRulingLine(ruling));
      }),
  );

  withRegionFlags(
    rulings.command('import').description('take rulings over from a file that export wrote; newer ones stand'),
  )
    .argument('<file>', 'JSON lines; - for standard input')
    .action(async (file: string, flags: RegionFlags) => change(flags, await readRulings(file)));
}

function toNewRuling(a: string, b: string, { same, different, by, note }: AddFlags): Ruling {
  if ((same === true) === (different === true)) {
    throw badUserInput('Say either --same or --different.');
  }
  if (!isReadable(by)) throw badUserInput('Say who decides: --by NAME.');
  const decision = same === true ? 'SAME' : 'DIFFERENT';
  return { a: toRecordId(a), b: toRecordId(b), decision, by, at: new Date(), note: note ?? null };
}

/** A file with one line that is no ruling is taken over in no part. */
async function readRulings(file: string): Promise<readonly Ruling[]> {
  return (await readInput(file, 'file')).split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [parseRulingLine(line)];
    } catch (error) {
      if (!isMerciaError(error)) throw error;
      throw new MerciaError('BAD_USER_INPUT', `${file}, line ${String(index + 1)}: ${error.message}`, { cause: error });
    }
  });
}

async function change(flags: RegionFlags, rulings: readonly Ruling[]): Promise<void> {
  await withHub({ holder: 'mercia rulings', flags, only: [] }, async (hub, signal) => {
    const kept = await keepRulings(hub.store.db, rulings);
    await hub.ingest.matchWaiting(hub.store.db, () => new Date(), signal);
    const older = rulings.length - kept;
    printNote(`${String(kept)} kept${older === 0 ? '' : `, ${String(older)} older than the stored ruling`}`);
  });
}

async function remove(flags: RegionFlags, a: string, b: string): Promise<void> {
  await withHub({ holder: 'mercia rulings', flags, only: [] }, async (hub, signal) => {
    if (!(await dropRuling(hub.store.db, toRecordId(a), toRecordId(b)))) {
      throw badUserInput(`There is no ruling on ${a} and ${b}.`);
    }
    await hub.ingest.matchWaiting(hub.store.db, () => new Date(), signal);
  });
}
