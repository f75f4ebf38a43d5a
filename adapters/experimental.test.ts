/** Systems of a make that nobody has seen: read like any other, and changed only where the region file says so. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import { filesKind } from '#adapters/files/index.ts';
import { sip2System, SIP2_SECRETS } from '#tests/support/sip2-adapter.ts';
import { createLogger } from '#platform/logger.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { expect, it, onTestFinished } from 'vitest';
import { createAdapter, experimentOf } from './registry.ts';

const TEST_CARD = { testCard: { cardEnv: 'HILL_SIP_USER', pinEnv: 'HILL_SIP_PASSWORD' } };
const WRITES = ['RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'];

/** An export, and a SIP2 server whose accounts may be changed as far as its own settings say. Nothing listens there. */
function systemWith(dialect: string, more: Partial<SystemConfig> = {}): SystemConfig {
  const live = sip2System({
    address: 'tcp://127.0.0.1:9',
    settings: { dialect, patrons: { access: 'write', ...TEST_CARD } },
  });
  return {
    ...live,
    kind: 'files',
    address: '',
    settings: filesKind.settings.parse({ records: [{ source: 'nothing-there.mrc' }] }),
    live,
    ...more,
  };
}

function built(system: SystemConfig): LmsAdapter {
  const guard = freshGuard(system);
  const logger = createLogger('silent');
  const secret = (name: string): string | undefined => SIP2_SECRETS[name];
  const adapter = createAdapter({ system, secret, guard, liveGuard: guard, logger, now: Date.now });
  onTestFinished(() => adapter.close());
  return adapter;
}

it.each([
  ['a server of a make that was seen', systemWith('koha'), true, []],
  ['one of a make that was not', systemWith('symphony'), false, ['Symphony']],
  ['one that the specification alone describes', systemWith('generic'), false, ['without a dialect']],
  ['the same, where the file turns it on', systemWith('generic', { experimentalWrites: true }), true, ['dialect']],
  ['a preset that was not seen, whatever its server says', systemWith('koha', { preset: 'olib' }), false, ['OLIB']],
])('%s', (_what, system, changes, makes) => {
  const adapter = built(system);

  expect(adapter.capabilities.filter((each) => WRITES.includes(each))).toEqual(changes ? WRITES : []);
  expect(adapter.capabilities).toContain('PATRON_ACCOUNT');
  expect(adapter.writes !== undefined).toBe(changes);
  expect(adapter.writesOff ?? '').toEqual(
    changes ? '' : expect.stringMatching(/experimentalWrites: true" in the entry of hill/),
  );
  expect(experimentOf(system)).toEqual(makes.map((make) => expect.stringContaining(make) as string));
});

it('tells mercia doctor why, as a warning', async () => {
  const { steps, capabilities } = await built(systemWith('symphony')).probe(AbortSignal.timeout(5_000));

  expect(steps).toContainEqual(
    expect.objectContaining({
      what: 'sip2: renewals and holds',
      warn: true,
      detail: expect.stringContaining('no answer of a running SIP2 server of Symphony has been seen') as string,
    }),
  );
  expect(capabilities.filter((each) => WRITES.includes(each))).toEqual([]);
});
