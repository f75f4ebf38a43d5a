import type { FastifyRequest } from 'fastify';
import type { ApiKeyRecord } from '#platform/api-key.ts';
import { createEndCallers } from '#platform/end-callers.ts';
import { describe, expect, it } from 'vitest';
import { createAdmission } from './service-keys.ts';

const endCallers = createEndCallers(Buffer.alloc(32, 1));

function admit(wishedMs: number | null, keyMs?: number | null) {
  const record = { id: 'k', service: 'daia', budgetMs: keyMs ?? null } as ApiKeyRecord;
  const ask = createAdmission({
    service: 'daia',
    open: true,
    lookUp: async () => record,
    endCallers,
    budgetMs: () => 2_000,
  });
  const headers = wishedMs === null ? {} : { 'mercia-budget-ms': String(wishedMs) };
  const query = keyMs === undefined ? {} : { apikey: 'key' };
  return ask({ headers, query, ip: '192.0.2.1', socket: { remoteAddress: '127.0.0.1' } } as unknown as FastifyRequest);
}

describe('who asks RTAC or DAIA', () => {
  it('without a key has at most the time that everybody has', async () => {
    expect(await Promise.all([null, 500, 30_000].map((wished) => admit(wished)))).toEqual(
      [null, 500, 2_000].map((budgetMs) => ({
        caller: endCallers.ofAddress('192.0.2.1'),
        budgetMs,
        from: '127.0.0.1',
        anonymous: true,
      })),
    );
  });

  it('with a key has the time of the key, or less', async () => {
    const program = { caller: endCallers.ofCredential('key.k'), from: '127.0.0.1', anonymous: false };

    expect(await admit(null, 8_000)).toEqual({ ...program, budgetMs: 8_000 });
    expect(await admit(30_000, 8_000)).toEqual({ ...program, budgetMs: 8_000 });
    expect(await admit(500, 8_000)).toEqual({ ...program, budgetMs: 500 });
    expect(await admit(30_000, null)).toEqual({ ...program, budgetMs: 2_000 });
  });
});
