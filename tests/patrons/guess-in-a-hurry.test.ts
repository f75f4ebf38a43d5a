/**
 * Guessing PINs with so little time that no answer comes back: what has reached the library's system has been tried there,
 * whoever has stopped listening. From the patrons part to a simulated Koha, asked from here and through an adapter server.
 */
import { NO_RULES } from '#tests/support/reading-rules.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { createRemoteAdapter } from '#adapters/remote/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { createKohaReaders } from '#tests/conformance/koha-readers.ts';
import { testConfig } from '#tests/conformance/koha-system.ts';
import type { PatronSystem } from '#conformance/readers/patron-system.ts';
import { startAdapterServer, TEST_SECRET } from '#tests/support/adapter-server.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openPatronsOver } from './patrons-over.ts';

const CALL_TIMEOUT_MS = 400;
const GUESSES = 15;
/** From too little to send anything to too little to hear of it. */
const BUDGETS_MS = [1, 30, 60, 120, 200];
const store = withTestDatabase();
const logger = createLogger('silent');

type Wrap = (adapter: LmsAdapter) => Promise<LmsAdapter>;

const WAYS: Readonly<Record<'from here' | 'through an adapter server', Wrap>> = {
  'from here': (adapter) => Promise.resolve(adapter),
  async 'through an adapter server'(adapter) {
    const server = await startAdapterServer(new Map([[adapter.system.id, adapter]]));
    const system = testConfig(server.address, { login: 'oauth' }, CALL_TIMEOUT_MS);
    const sign = createContextSigner(TEST_SECRET);
    const remote = createRemoteAdapter({ system, address: server.address, sign, now: Date.now, rules: NO_RULES });
    onTestFinished(async () => {
      await remote.close();
      await server.close();
    });
    return remote;
  },
};

interface Guesser {
  readonly koha: PatronSystem;
  /** The refusal of one try. */
  guess(who: string, budgetMs: number, card?: string): Promise<string | undefined>;
}

async function openGuesser(wrap: Wrap): Promise<Guesser> {
  const koha = await createKohaReaders({ login: 'oauth' });
  const local = koha.createAdapter(`http://127.0.0.1:${koha.port}`, CALL_TIMEOUT_MS, logger);
  onTestFinished(async () => {
    await local.close();
    await koha.close();
  });
  const adapter = await wrap(local);
  const ask = openPatronsOver(adapter, store.db, { callTimeoutMs: CALL_TIMEOUT_MS });
  const query = `mutation ($library: ID!, $card: String!, $pin: String!) {
    linkAccount(input: { library: $library, card: $card, pin: $pin }) { refusal { code } } }`;
  let tried = 0;
  return {
    koha,
    async guess(who, budgetMs, card = koha.scene.reader.card) {
      const variables = { library: `lib-${adapter.system.id}`, card, pin: `wrong ${(tried += 1)}` };
      const data = await ask(query, { part: 'patrons', caller: { role: 'patron', subject: who }, variables, budgetMs });
      return (data as { linkAccount: { refusal: { code: string } | null } }).linkAccount.refusal?.code;
    },
  };
}

beforeEach(async () => {
  await sql`TRUNCATE account_link, link_attempt`.execute(store.db);
});

describe.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('a Koha that is asked %s', (way) => {
  it('is shown five PINs by one who guesses in a hurry, for one card after the other', async () => {
    const { koha, guess } = await openGuesser(WAYS[way]);
    await koha.setFault('no answer', 'pins');
    const codes: (string | undefined)[] = [];

    for (let count = 0; count < GUESSES; count += 1)
      codes.push(await guess('ada-pseudonym-of-24-char', BUDGETS_MS[count % BUDGETS_MS.length] ?? 1, `card ${count}`));

    expect(koha.pinTries()).toBeLessThanOrEqual(5);
    expect(koha.pinTries()).toBeGreaterThan(0);
    expect(codes.at(-1)).toBe('LOCKED_OUT');
  });

  it('is shown five PINs for one card by many who guess at once and do not wait', async () => {
    const { koha, guess } = await openGuesser(WAYS[way]);
    await koha.setFault('no answer', 'pins');

    const codes = await Promise.all(
      Array.from({ length: GUESSES }, (_, index) => guess(`pseudonym-of-number-${index}-of-many`, 150)),
    );

    expect(koha.pinTries()).toBeLessThanOrEqual(5);
    expect(codes.filter((code) => code === 'LOCKED_OUT')).toHaveLength(GUESSES - 5);
    expect(await guess('one-more-pseudonym-of-24-', 2_000)).toBe('LOCKED_OUT');
  });

  it('costs nobody a try while nothing can be sent to it', async () => {
    const { koha, guess } = await openGuesser(WAYS[way]);
    await koha.close();

    for (let count = 0; count < 7; count += 1)
      expect(await guess('ada-pseudonym-of-24-char', 2_000)).toBe('SYSTEM_UNAVAILABLE');
  });
});
