import { badUserInput } from '#platform/errors.ts';
import { readDatabaseClock } from '#feed-log/index.ts';
import {
  feedStatus,
  releaseSets,
  restartLog,
  toSetKey,
  type FeedStatus,
  type Release,
} from '#feed-log/publish/index.ts';
import type { Command } from 'commander';
import { withHub, type Hub } from '../graph/hub.ts';
import { printJson, printLine, printNote, renderTable } from '../output.ts';
import { withRegionFlags, type RegionFlags } from '../settings.ts';
import { addDeliveryCommands } from './feed-deliveries.ts';
import { registerFeedVerify } from './feed-verify.ts';

export function registerFeed(program: Command): void {
  const feed = program.command('feed').description('what is passed on to discovery systems');
  registerFeedVerify(feed);
  addDeliveryCommands(feed);

  withRegionFlags(feed.command('status').description('show how far it is, and what waits for an operator'))
    .option('--json', 'one JSON line')
    .action((flags: RegionFlags & { readonly json?: boolean }) => onHub(flags, (hub) => showStatus(hub, flags.json)));

  withRegionFlags(feed.command('release').description('let what is held go: it loses what it would have lost'))
    .argument('[repository]', 'as status names it, such as editions or library/ID')
    .argument('[set]', 'as status names it; all that is held of the repository if not given')
    .option('--all', 'all that is held')
    .action(
      (repository: string | undefined, set: string | undefined, flags: RegionFlags & { readonly all?: boolean }) => {
        if ((repository === undefined) !== (flags.all === true))
          throw badUserInput('Say either what to let go, as mercia feed status names it, or --all.');
        return onHub(flags, (hub) => release(hub, { repository: repository ?? null, set: set ?? null }));
      },
    );

  withRegionFlags(
    feed.command('restart').description('begin again after a data folder was copied back; every harvester starts over'),
  ).action((flags: RegionFlags) => onHub(flags, restart));
}

function onHub(flags: RegionFlags, work: (hub: Hub) => Promise<void>): Promise<void> {
  return withHub({ holder: 'mercia feed', flags, only: [] }, work);
}

async function showStatus({ region, store }: Hub, json = false): Promise<void> {
  const status = await feedStatus(store.db);
  if (json) {
    printJson(status);
    return;
  }
  if (region.feeds === undefined) printNote('The region file has no feeds: nothing is published.');
  if (status === null) printLine('Nothing was published yet.');
  else printStatus(status);
}

function printStatus(status: FeedStatus): void {
  const { epoch, beganAt, position, datestamp, sweptTo, waitingSince, problem } = status;
  printLine(`Position ${position} of ${datestamp.toISOString()}, epoch ${epoch} since ${beganAt.toISOString()}.`);
  if (sweptTo !== null) printLine(`Everything is looked at again; it has come to edition ${sweptTo}.`);
  if (waitingSince !== null) printLine(`Changes since ${waitingSince.toISOString()} are not published yet.`);
  if (problem !== null) printLine(`The last try failed: ${problem}`);
  const repositories = status.repositories.map(({ name, entries }) => [name, String(entries)]);
  if (repositories.length > 0) printLine(renderTable([['REPOSITORY', 'ENTRIES'], ...repositories]));
  for (const held of status.held) {
    printLine(
      `Held since ${held.since.toISOString()}: ${toSetKey(held)} would lose ${held.wouldLose} of ${held.had} entries ` +
        `within a day. If that is right: mercia feed release ${toSetKey(held)}, or --all`,
    );
  }
  if (status.heldEditions > 0) printLine(`${status.heldEditions} editions wait for that, as they were published.`);
  for (const { edition, problem: why } of status.unrendered) printLine(`Edition ${edition} cannot be written: ${why}`);
  const more = status.unrenderedCount - status.unrendered.length;
  if (more > 0) printLine(`… and ${more} more ${more === 1 ? 'edition' : 'editions'} cannot be written.`);
}

async function release({ store }: Hub, what: Release): Promise<void> {
  const released = await releaseSets(store.db, what);
  if (released.length === 0) {
    throw badUserInput('Nothing of that is held; mercia feed status lists what is.');
  }
  printNote(`Let go: ${released.map(toSetKey).join(', ')}. It is published within seconds where the harvester runs.`);
}

async function restart({ store }: Hub): Promise<void> {
  if (!(await restartLog(store.db, await readDatabaseClock(store.db)))) {
    throw badUserInput('Nothing was published yet, so there is nothing to begin again.');
  }
  printNote('The feeds begin again: everything gets a new datestamp, and harvesters are told to start over.');
}
