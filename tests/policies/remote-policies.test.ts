import type { LmsAdapter } from '#contract/adapter.ts';
import { createRemoteAdapter } from '#adapters/remote/index.ts';
import type { CodeList, LoanRules } from '#domain/policies.ts';
import type { SystemId } from '#domain/ids.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { SYSTEM, testConfig } from '#tests/conformance/koha-system.ts';
import { startAdapterServer, TEST_SECRET } from '#tests/support/adapter-server.ts';
import { NO_RULES } from '#tests/support/reading-rules.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const never = new AbortController().signal;
const hosted = new Map<SystemId, LmsAdapter>();
let server: Awaited<ReturnType<typeof startAdapterServer>>;
let adapter: ReturnType<typeof createRemoteAdapter>;

const LISTS: readonly CodeList[] = [
  { list: 'ITEM_TYPE', codes: [{ code: 'STL', label: null }] },
  { list: 'COLLECTION', codes: [] },
];
const RULES: LoanRules = {
  precedence: 'LAST_LINE',
  rules: [
    {
      libraries: ['A1'],
      patronCategories: null,
      itemTypes: ['STL', 'BK'],
      terms: { renewals: 'UNLIMITED', loanLimit: 0 },
    },
    {
      libraries: null,
      patronCategories: null,
      itemTypes: null,
      terms: { overdueChargeLimit: null, renewalLength: null },
    },
  ],
  defaults: { holdsFrom: 'OWN_LIBRARY', shelfHolds: 'IF_ALL_ARE_OUT' },
  needsLoanLimit: true,
  currency: null,
};

function host(capabilities: LmsAdapter['capabilities'], policies?: LmsAdapter['policies']): void {
  hosted.set(SYSTEM, {
    system: { id: SYSTEM, kind: 'koha', name: 'Test' },
    capabilities,
    ...(policies && { policies }),
    probe: async () => ({ reachable: true, product: null, steps: [], capabilities, unmapped: [] }),
    close: async () => undefined,
  });
}

beforeEach(async () => {
  server = await startAdapterServer(hosted);
  const system = testConfig('http://127.0.0.1:9', { login: 'none' });
  const sign = createContextSigner(TEST_SECRET);
  adapter = createRemoteAdapter({ system, address: server.address, sign, now: Date.now, rules: NO_RULES });
});

afterEach(async () => {
  await adapter.close();
  await server.close();
});

describe('codes and rules over the wire', () => {
  it('come as the system told them: empty, unlimited and not stated stay what they are', async () => {
    host(['CODE_LISTS', 'LOAN_POLICIES'], { codeLists: async () => LISTS, loanRules: async () => RULES });
    await adapter.learn(never);

    expect(await adapter.policies?.codeLists(never)).toEqual(LISTS);
    expect(await adapter.policies?.loanRules?.(never)).toEqual(RULES);
  });

  it('are absent where the system does not tell them', async () => {
    host(['CODE_LISTS'], { codeLists: async () => LISTS });
    await adapter.learn(never);
    expect(adapter.policies?.loanRules).toBeUndefined();

    host([]);
    await adapter.learn(never);
    expect(adapter.policies).toBeUndefined();
  });
});
