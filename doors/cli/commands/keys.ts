import { isReadable } from '#domain/readable-text.ts';
import { createApiKey, KEY_ROLES, KEY_SERVICES, type KeyRole, type KeyService } from '#platform/api-key.ts';
import { deriveCallerKey } from '#platform/derived-key.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { SETTINGS } from '#platform/settings-table.ts';
import { insertApiKey, listApiKeys, revokeApiKey, type KeptApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { recordAction } from '#store/repositories/actions/actions.ts';
import type { Store } from '#store/open-store.ts';
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { describeServerKeys } from '../region/adapter-server-keys.ts';
import { withStore } from '../graph/hub.ts';
import { printLine, printNote, renderTable } from '../output.ts';
import { findRegion } from '../region/region-source.ts';
import { readSettings, withRegionFlags, type RegionFlags } from '../settings.ts';
import { wholeNumber } from '../whole-number.ts';

interface CreateFlags extends RegionFlags {
  readonly name: string;
  readonly role?: KeyRole;
  readonly service?: KeyService;
  readonly budgetMs?: number;
  readonly expires?: string;
}

/** As the graph reads them: docs/gateway.md. */
const BUDGET_MS = { least: 100, most: 30_000 };

export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('keys for programs and for adapter servers');

  withRegionFlags(keys.command('create').description('create a key; it is shown once and not stored'))
    .requiredOption('--name <text>', 'what it is for')
    .addOption(new Option('--role <role>', 'what it may do in the graph').choices(KEY_ROLES))
    .addOption(
      new Option('--service <service>', 'the one service of feeds that it opens, and not the graph')
        .choices(KEY_SERVICES)
        .conflicts('role'),
    )
    .option('--budget-ms <number>', 'with --service: what a request may take, 100 to 30000 milliseconds', wholeNumber)
    .option(
      '--expires <day>',
      'the last day on which it is valid, as YYYY-MM-DD (in UTC); without it, the key does not expire',
    )
    .action(create);

  withRegionFlags(keys.command('list').description('show every key, never the secret part')).action(
    (flags: RegionFlags) =>
      withStore(readSettings({ data: flags.data }), async ({ db }) => {
        const rows = (await listApiKeys(db)).map(toRow);
        printLine(renderTable([['ID', 'NAME', 'OPENS', 'MADE', 'STATE'], ...rows]));
      }),
  );

  withRegionFlags(keys.command('revoke').description('revoke a key; gateways refuse it within 15 seconds'))
    .argument('<id>', 'its id, as list shows it')
    .action((id: string, flags: RegionFlags) =>
      withStore(readSettings({ data: flags.data }), async ({ db }) => {
        if (await revokeByCommand(db, id)) return;
        throw badUserInput(`There is no key ${id} that could be revoked: see "mercia keys list".`);
      }),
    );

  withRegionFlags(keys.command('adapter-server'))
    .description('print the environment variables for one adapter server, derived from the secrets of this hub')
    .argument('<address>', 'its address, as in the region file or MERCIA_ADAPTER_SERVERS')
    .action(showServerKeys);

  keys
    .command('console')
    .description('print the environment variable for pages that run apart, derived from the secret of this hub')
    .action(showCallerKey);
}

function showCallerKey(): void {
  const { contextSecret: secret } = readSettings({});
  if (secret === undefined) {
    const what = `The key comes from the hub's secret: set ${SETTINGS.contextSecret.variable} here to what it is there.`;
    throw new MerciaError('CONFIG_INVALID', what);
  }
  printLine(`${SETTINGS.callerKey.variable}=${deriveCallerKey(secret).toString('base64url')}`);
}

/** False if there is no such key, or it was revoked before. */
function revokeByCommand(db: Store['db'], id: string): Promise<boolean> {
  const at = new Date();
  return db.transaction().execute(async (tx) => {
    const revoked = await revokeApiKey(tx, id, at);
    if (revoked) await recordAction(tx, { at, action: 'KEY_REVOKED', actor: null, subject: id, note: null });
    return revoked;
  });
}

async function showServerKeys(address: string, flags: RegionFlags): Promise<void> {
  const settings = readSettings({ ...flags });
  const { region } = await findRegion(settings);
  const lines = describeServerKeys(address, region, settings);
  if (settings.patronSecret === undefined)
    printNote('MERCIA_PATRON_SECRET is not set here: there is no key for readers.');
  for (const line of lines) printLine(line);
}

async function create(flags: CreateFlags): Promise<void> {
  const { name, expires } = flags;
  if (!isReadable(name)) throw badUserInput('Say what the key is for: --name TEXT.');
  const opens = readWhatItOpens(flags);
  const expiresAt = expires === undefined ? null : endOfDay(expires);
  const { id, hash, key } = createApiKey();
  await withStore(readSettings({ data: flags.data }), ({ db }) =>
    insertApiKey(db, { id, hash, name, ...opens, createdAt: new Date(), expiresAt, revokedAt: null }),
  );
  const where = opens.service === null ? '' : ', or at the end of the address as "apikey=…"';
  printNote(`Key ${id}. It is shown this once; send it as "Authorization: Bearer …" or "x-api-key: …"${where}.`);
  printLine(key);
}

/** A role in the graph, or one service of feeds: what is public, and nothing else. */
function readWhatItOpens({ role, service, budgetMs }: CreateFlags): Pick<KeptApiKey, 'role' | 'service' | 'budgetMs'> {
  if (service === undefined) {
    if (role === undefined) throw badUserInput('Say what the key opens: --role or --service.');
    if (budgetMs !== undefined) throw badUserInput('--budget-ms needs --service.');
    return { role, service: null, budgetMs: null };
  }
  if (budgetMs !== undefined && (budgetMs < BUDGET_MS.least || budgetMs > BUDGET_MS.most)) {
    throw badUserInput(`--budget-ms must be from ${BUDGET_MS.least} to ${BUDGET_MS.most}.`);
  }
  return { role: 'public', service, budgetMs: budgetMs ?? null };
}

function endOfDay(day: string): Date {
  if (!z.iso.date().safeParse(day).success) {
    throw badUserInput(`--expires must be a day, such as 2027-03-31, not ${day}.`);
  }
  const end = new Date(`${day}T24:00:00Z`);
  if (end > new Date()) return end;
  throw badUserInput('--expires is a day that is over (in UTC): the key would open nothing. Nothing was made.');
}

function toRow({ id, name, role, service, budgetMs, createdAt, expiresAt, revokedAt }: KeptApiKey): readonly string[] {
  const opens = service === null ? role : `${service}${budgetMs === null ? '' : ` (${budgetMs} ms)`}`;
  return [id, name, opens, toDay(createdAt), describeState(expiresAt, revokedAt)];
}

function describeState(expiresAt: Date | null, revokedAt: Date | null): string {
  if (revokedAt !== null) return `revoked on ${toDay(revokedAt)}`;
  if (expiresAt === null) return 'valid';
  return expiresAt <= new Date() ? 'expired' : `valid until ${expiresAt.toISOString().slice(0, 16)}Z`;
}

function toDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}
