import { deriveKey } from '#platform/derived-key.ts';
import { MerciaError } from '#platform/errors.ts';
import {
  applyRetention,
  countLinks,
  createLibraryDirectory,
  erasePatron,
  exportPatron,
  type PatronKeys,
  type PatronRecordDependencies,
} from '#subgraphs/patrons/index.ts';
import { countWrites } from '#subgraphs/circulation/index.ts';
import { countTokens } from '#union-index/loans/index.ts';
import type { Command } from 'commander';
import { withHub } from '../graph/hub.ts';
import { printJson } from '../output.ts';
import { buildPatronKeys } from '../graph/patrons.ts';
import { patronSecrets, type PatronSecretSettings } from '../patron-secrets.ts';
import { withRegionFlags, type RegionFlags } from '../settings.ts';

interface RecordFlags extends RegionFlags {
  readonly patron: string;
  readonly reason: string;
}

interface RetentionFlags extends RegionFlags {
  readonly unreadable?: boolean;
}

interface PatronStore extends PatronRecordDependencies {
  readonly secrets: readonly string[];
}

export function registerPatrons(program: Command): void {
  const patrons = program
    .command('patrons')
    .description('links, failed attempts and audit of patrons: export, erase, apply retention, count by secret');

  ofPatron(
    patrons.command('export').description('print the links, failed attempts and audit of a patron, as JSON'),
  ).action((flags: RecordFlags) => run(flags, (store) => exportPatron(flags, store)));

  ofPatron(
    patrons.command('erase').description('erase the links and failed attempts of a patron; the audit stays'),
  ).action((flags: RecordFlags) => run(flags, (store) => erasePatron(flags, store)));

  withRegionFlags(
    patrons.command('retention').description('delete now what is too old; a running Mercia does it every day'),
  )
    .option('--unreadable', 'delete links, too, that MERCIA_PATRON_SECRET does not open, however old')
    .action(retain);

  withRegionFlags(
    patrons.command('secrets').description('count what hangs on which secret, while MERCIA_PATRON_SECRET is replaced'),
  ).action((flags: RegionFlags) => run(flags, countBySecret));
}

async function retain({ unreadable = false, ...flags }: RetentionFlags): Promise<void> {
  await withHub({ holder: 'mercia patrons', flags, only: [] }, async ({ region, settings, store }) => {
    const keys = unreadable ? needKeys(settings) : buildPatronKeys(settings);
    const libraries = createLibraryDirectory(region);
    printJson(await applyRetention({ db: store.db, keys, libraries, now: new Date(), dropUnreadable: unreadable }));
  });
}

/** What can be counted of what hangs on which secret: pseudonyms in the audit and failures to link show none. */
async function countBySecret({ db, keys, secrets, now }: PatronStore): Promise<unknown> {
  const tokenKeys = secrets.map((secret) => deriveKey(secret, 'readers'));
  return {
    secondIsAccepted: secrets.length > 1,
    links: await countLinks(db, keys),
    writes: await countWrites(db, secrets, now.getTime()),
    readers: await countTokens(db, tokenKeys),
  };
}

function ofPatron(command: Command): Command {
  return withRegionFlags(command)
    .requiredOption('--patron <id>', 'id of the patron, as the graph gives it: Patron.id')
    .requiredOption('--reason <text>', 'the request that it answers; kept in the audit');
}

async function run(flags: RegionFlags, work: (store: PatronStore) => Promise<unknown>): Promise<void> {
  await withHub({ holder: 'mercia patrons', flags, only: [] }, async ({ region, settings, store }) => {
    printJson(
      await work({
        db: store.db,
        keys: needKeys(settings),
        libraries: createLibraryDirectory(region),
        now: new Date(),
        secrets: patronSecrets(settings),
      }),
    );
  });
}

/** Throws CONFIG_INVALID without the region's secret. */
function needKeys(settings: PatronSecretSettings): PatronKeys {
  const keys = buildPatronKeys(settings);
  if (keys !== null) return keys;
  throw new MerciaError(
    'CONFIG_INVALID',
    'Patron data is sealed: set MERCIA_PATRON_SECRET to the secret of this region.',
  );
}
