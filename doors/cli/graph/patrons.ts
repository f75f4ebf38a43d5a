/** The patrons part over the region of the moment, and what it forgets day by day. */
import type { Settings } from '#platform/config.ts';
import type { ContextSigner, ContextVerifier } from '#platform/signed-context.ts';
import type { Subgraph, SubgraphExecutor } from '#platform/subgraph.ts';
import {
  applyRetention,
  createCardLookup,
  createLibraryDirectory,
  createPatronKeys,
  createPatronsSubgraph,
  type PatronKeys,
} from '#subgraphs/patrons/index.ts';
import { keepDoing, type Hub } from './hub.ts';
import { createReaderGroups } from './reader-groups.ts';
import { patronSecrets, type PatronSecretSettings } from '../patron-secrets.ts';
import type { Shutdown } from '../shutdown.ts';

export interface PatronsDependencies {
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

/** Forgets what is too old, now and every day; a day on which the database is away is made up for on the next. */
export function keepRetention(hub: Hub, shutdown: Shutdown): void {
  const keys = buildPatronKeys(hub.settings);
  if (keys === null) return;
  keepDoing(hub, shutdown, DAY_MS, async () => {
    const { store, region, logger } = hub;
    try {
      const forgotten = await applyRetention(store.db, keys, createLibraryDirectory(region), new Date());
      logger.info(forgotten, 'Retention of patron data was applied');
    } catch (err) {
      logger.warn({ err }, 'Retention of patron data could not be applied; it is tried again tomorrow');
    }
  });
}
