/** The patrons part over the region of the moment, and what it forgets day by day. */
import { parseId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Settings } from '#platform/config.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { openAccountToken } from '#platform/reader-token.ts';
import type { ContextSigner, ContextVerifier } from '#platform/signed-context.ts';
import type { Subgraph, SubgraphExecutor } from '#platform/subgraph.ts';
import type { Database } from '#store/tables.ts';
import { createSealedIds } from '#subgraphs/circulation/index.ts';
import {
  applyRetention,
  createCardLookup,
  createLibraryDirectory,
  createPatronKeys,
  createPatronsSubgraph,
  type PatronKeys,
  type ReaderGroups,
} from '#subgraphs/patrons/index.ts';
import { createIndexScope, findDuplicateReaders } from '#union-index/index.ts';
import type { Kysely } from 'kysely';
import { keepDoing, type Hub } from './hub.ts';
import { patronSecrets, type PatronSecretSettings } from '../patron-secrets.ts';
import type { Shutdown } from '../shutdown.ts';

interface PatronsDependencies {
  readonly verify: ContextVerifier;
  readonly sign: ContextSigner;
  /** The circulation router, in this process or in another. */
  readonly circulation: SubgraphExecutor;
}

export function buildPatrons(hub: Hub, { verify, sign, circulation }: PatronsDependencies): Subgraph {
  const { store, settings } = hub;
  const keys = buildPatronKeys(settings);
  const logger = hub.logger.child({ subgraph: 'patrons' });
  const cards = createCardLookup(circulation, sign, logger);
  const current = hub.derive(({ region }) =>
    createPatronsSubgraph({
      region,
      patronData:
        keys === null ? null : { db: store.db, keys, cards, groups: createReaderGroups(store.db, region, settings) },
      verify,
      clock: () => new Date(),
      logger,
    }),
  );
  return { name: 'patrons', execute: (request) => current().execute(request) };
}

/**
 * From the tokens of a group to the ids of its accounts: the index knows the group, the key of readers opens a token, and
 * the key of ids seals what is in it. Without a secret there is no group.
 */
export function createReaderGroups(db: Kysely<Database>, region: Region, settings: PatronSecretSettings): ReaderGroups {
  const [patronSecret, ...accepted] = patronSecrets(settings);
  if (patronSecret === undefined) return { find: () => Promise.resolve(null) };
  const index = createIndexScope(db, region);
  const ids = createSealedIds(patronSecret);
  const keys = [patronSecret, ...accepted].map((secret) => deriveKey(secret, 'readers'));
  return {
    async find(id) {
      const parts = parseId(id, 'readers');
      const group = parts?.routingKey === region.id ? await findDuplicateReaders(index, parts.local) : null;
      if (group === null) return null;
      return group.accounts.map(({ system, library, readerToken }) => {
        const account = openAccountToken(keys, system, readerToken);
        return { account: account === null ? null : ids.account({ system, account }), library };
      });
    },
  };
}

/** Null without the region's secret for patron data. */
export function buildPatronKeys(settings: PatronSecretSettings): PatronKeys | null {
  const [secret, ...accepted] = patronSecrets(settings);
  return secret === undefined ? null : createPatronKeys(secret, Date.now, accepted);
}

/** Whether patron data is kept, in words for people. */
export function describePatronData({ patronSecret }: Pick<Settings, 'patronSecret'>): string {
  return patronSecret === undefined ? 'off: MERCIA_PATRON_SECRET is not set' : 'on';
}

const DAY_MS = 86_400_000;

const UNREADABLE =
  'MERCIA_PATRON_SECRET does not open all links of accounts: set the one that they were made with, or delete them with "mercia patrons retention --unreadable"';

/** Forgets what is too old, now and every day; a day on which the database is away is made up for on the next. */
export function keepRetention(hub: Hub, shutdown: Shutdown): void {
  // What was kept while there was a secret ages without it, too.
  const keys = buildPatronKeys(hub.settings);
  keepDoing(hub, shutdown, DAY_MS, async () => {
    const { store, region, logger } = hub;
    try {
      const libraries = createLibraryDirectory(region);
      const forgotten = await applyRetention({ db: store.db, keys, libraries, now: new Date() });
      logger.info(forgotten, 'Retention of patron data was applied');
      const { unreadableLinks } = forgotten;
      if (keys !== null && unreadableLinks > 0) logger.warn({ unreadableLinks }, UNREADABLE);
    } catch (err) {
      logger.warn({ err }, 'Retention of patron data could not be applied; it is tried again tomorrow');
    }
  });
}
