import type { Delivery } from '#domain/feeds.ts';
import { explainHold, explainStatus, makeDelivery } from '#feeds/delivery/index.ts';
import { badUserInput } from '#platform/errors.ts';
import type { DeliveryReceipt } from '#feed-log/index.ts';
import type { Command } from 'commander';
import { listDeliveries, openDeliveryStore, toDeliveryOptions } from '../graph/deliveries.ts';
import { withHub, type Hub } from '../graph/hub.ts';
import { printLine, printNote, printRows } from '../output.ts';
import { settingFlag, withRegionFlags, type SettingFlags } from '../settings.ts';

type StoreFlags = SettingFlags<'region' | 'data' | 'logLevel'>;

const SHOWN = 5;

export function addDeliveryCommands(feed: Command): void {
  withStore(feed.command('deliver').description('send a delivery now, without waiting until it is due'))
    .argument('<id>', 'which delivery of the region file')
    .option('--full', 'everything, not only what changed since the last that arrived')
    .action((id: string, { full, ...flags }: StoreFlags & { readonly full?: boolean }) =>
      withHub({ holder: 'mercia feed', flags, only: [] }, (hub, signal) => deliver(hub, signal, id, full)),
    );

  withStore(feed.command('deliveries').description('show what was delivered, and whether it arrives on time'))
    .option('--json', 'one JSON line for each delivery')
    .action(({ json, ...flags }: StoreFlags & { readonly json?: boolean }) =>
      withHub({ holder: 'mercia feed', flags, only: [] }, (hub) => showDeliveries(hub, json === true)),
    );
}

function withStore(command: Command): Command {
  return withRegionFlags(command).addOption(settingFlag('logLevel'));
}

async function deliver(hub: Hub, signal: AbortSignal, id: string, full = false): Promise<void> {
  const made = await makeDelivery(findDelivery(hub, id), toDeliveryOptions(hub, signal), full);
  switch (made.outcome) {
    case 'DELIVERED':
      printReceipt(made.receipt);
      return;
    case 'BUSY':
      printNote(`${id}: another process sends it at the moment.`);
      break;
    case 'NOT_PUBLISHED':
      printNote(`${id}: not everything is published yet, see "mercia feed status".`);
      break;
    case 'HELD':
      printNote(`${id}: ${explainHold(made.hold)}.`);
  }
  process.exitCode = 1;
}

function findDelivery({ region }: Hub, id: string): Delivery {
  const deliveries = region.feeds?.deliveries ?? [];
  const delivery = deliveries.find((each) => each.id === id);
  if (delivery !== undefined) return delivery;
  const known = deliveries.map((each) => each.id).join(', ');
  throw badUserInput(`The region file has no delivery "${id}"${known === '' ? ' and no other' : `; it has ${known}`}.`);
}

async function showDeliveries(hub: Hub, json: boolean): Promise<void> {
  const statuses = await listDeliveries(hub);
  const store = openDeliveryStore(hub);
  const shown = await Promise.all(
    statuses.map(async (status) => ({ ...status, receipts: await store.receipts(status.delivery, SHOWN) })),
  );
  printRows(shown, json, {
    none: 'The region file has no deliveries.',
    head: ['ID', 'STATE', 'LAST ARRIVED', 'NEXT', 'FAILED'],
    toCells: ({ delivery, state, arrivedAt, nextAt, failures }) => [
      delivery,
      state,
      toMinute(arrivedAt) ?? 'never',
      toMinute(nextAt) ?? 'now',
      String(failures),
    ],
  });
  if (json) return;
  for (const { receipts, ...status } of shown) {
    if (status.alarm || status.hold !== null || status.failures > 0) {
      printLine(`\n${status.delivery}: ${explainStatus(status)}`);
    }
    if (receipts.length > 0) printLine('');
    for (const receipt of receipts) printReceipt(receipt);
  }
}

function printReceipt(receipt: DeliveryReceipt): void {
  const { delivery, kind, epoch, fromPosition, toPosition, startedAt, finishedAt, attempts, problem, files } = receipt;
  const positions = fromPosition === null ? `up to ${toPosition}` : `from ${fromPosition} to ${toPosition}`;
  const arrived = finishedAt === null ? (problem ?? 'has not arrived') : `arrived ${finishedAt.toISOString()}`;
  printLine(
    `${delivery} ${kind} ${positions} of epoch ${epoch}: attempt ${attempts} of ${startedAt.toISOString()}, ${arrived}`,
  );
  for (const { name, records, bytes, sha256 } of files) {
    printLine(`  ${name}  ${records} records  ${bytes} bytes  SHA-256 ${sha256}`);
  }
}

function toMinute(at: Date | null): string | null {
  return at === null ? null : `${at.toISOString().slice(0, 16)}Z`;
}
