/** A simulated Koha that gives no REST: its records come by OAI-PMH, and how copies stand by ILS-DI or, beside it, by SIP2. */
import { createAdapter } from '#adapters/registry.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { editItem } from '#simulators/koha/world.ts';
import { cannot } from '#conformance/situations.ts';
import { createKohaSystem, testConfig, TEST_SECRETS } from './koha-system.ts';
import type { KohaTestOptions } from './koha-options.ts';
import type { TestKoha } from './koha-system.ts';

/** How it is described. */
export const WITHOUT_REST: KohaTestOptions = {
  login: 'none',
  preferences: { 'ILS-DI': true },
  settings: { interface: 'ils-di', itemTypes: { BK: { name: 'Book', use: 'LOAN' } }, branches: { A1: 'Alder Main' } },
};
/** Ends what is told of a copy and begins it again: Koha writes call numbers into its XML as they are. */
const TOLD_TWICE = '</dlf:itemcallnumber></dlf:simpleavailability><dlf:simpleavailability><dlf:itemcallnumber>';

/** An adapter of the whole, its live part included, as the registry makes it. */
export function createWholeAdapter(
  system: SystemConfig,
  secrets: Readonly<Record<string, string>> = {},
  logger = createLogger('silent'),
  now: () => number = Date.now,
): LmsAdapter {
  const { live } = system;
  return createAdapter({
    system,
    guard: freshGuard(system),
    ...(live && { liveGuard: freshGuard({ id: system.id, limits: live.limits }) }),
    secret: (name) => ({ ...TEST_SECRETS, ...secrets })[name],
    logger,
    now,
  });
}

/** As the conformance suite wants it; the simulated Koha is the one of the suite of REST, asked another way. */
export async function createKohaWithoutRest(): Promise<TestKoha> {
  const koha = await createKohaSystem(WITHOUT_REST);
  const { now } = koha;
  const { world } = koha.simulator;
  return {
    ...koha,
    secrets: [],
    createAdapter: (address, callTimeoutMs, logger) =>
      createWholeAdapter(testConfig(address, WITHOUT_REST, callTimeoutMs), {}, logger, now),
    situations: {
      ...koha.situations,
      lendUntil(localId, at) {
        const lend = koha.situations.lendUntil;
        if (typeof lend !== 'function') throw new Error('a simulated Koha lends');
        lend(localId, at);
        // GetRecords shows the time of the loan beside the day of the copy.
        return 'hour';
      },
      everyField: cannot('ILS-DI tells a word for the state of a copy, and what else is told comes from harvest'),
      failsInPart: cannot('one question tells how the copies of many titles stand'),
    },
    // A record is not asked for, and of a copy that was harvested and is gone its own answer says so.
    missing: null,
    missingItem: null,
    spoilRecord(localId) {
      for (const id of world.itemsOfBiblio.get(Number(localId)) ?? []) editItem(world, id, { callnumber: TOLD_TWICE });
    },
  };
}
