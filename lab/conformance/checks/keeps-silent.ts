/** A check of what an adapter says of its secrets: nothing, in no error and no log, whatever happens. */
import { holds } from '../agree.ts';
import { collectPages } from '../apply-harvest.ts';
import { NotTried, type Check } from '../check.ts';
import type { SimulatedBench, SystemFault } from '../system.ts';
import { FULL } from './harvest.ts';

const FAULTS: readonly SystemFault[] = ['wrong credentials', 'web page', 'internal error', 'out of service'];

export const keepsSecrets: Check<SimulatedBench> = {
  name: 'lets no password and no secret into a log or an error',
  needs: ['HARVEST_FULL'],
  touches: 'system faults',
  async run(bench) {
    const { adapter, system, signal, logged } = bench;
    if (system.secrets.length === 0) throw new NotTried('it is given no password');
    const sample = adapter.items === undefined ? [] : await bench.sample();
    const said: string[] = [];
    for (const fault of FAULTS) {
      await system.setFault(fault);
      // Whoever is logged in stays so: the next question has to log in again.
      bench.wire.setMode('pass');
      const outcomes = await Promise.all([
        adapter.items?.findAvailability(sample, signal).catch((error: unknown) => [error]),
        adapter.harvest && collectPages(adapter.harvest, FULL, 1).catch((error: unknown) => [error]),
        adapter.probe(signal).then((probe) => [JSON.stringify(probe)]),
      ]);
      said.push(...outcomes.flat().map(everythingIn));
    }

    for (const secret of system.secrets) {
      const written = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)];
      const isSaid = [...said, ...logged].some((text) => written.some((form) => text.includes(form)));
      holds(!isSaid, 'a log or an error holds a password or a secret: name the setting that holds it, never its value');
    }
  },
};

/** All that a log or a caller could read of an error, its causes included. */
export function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : '';
  return [error.message, error.stack, JSON.stringify(error), everythingIn(error.cause)].join('\n');
}
