/** What `mercia conform` says of a Koha, in each of the ways in which one is connected. */
import { conform } from '#conformance/real/conform.ts';
import { KOHAS, KOHAS_SIP2 } from '#tests/conformance/kit-systems.ts';
import { expect, it } from 'vitest';

/** A busy machine is no fault of a system. */
const CALL_MS = 60_000;

it('proves a Koha in every way of connecting one', async () => {
  const ways = await Promise.all(
    [...KOHAS, ...KOHAS_SIP2].map(async ({ title, create }) => {
      const koha = await create();
      const system = {
        address: `http://127.0.0.1:${koha.port}`,
        isComposed: false,
        connections: koha.connections,
        callTimeoutMs: CALL_MS,
        build: (asked: { readonly address: string; readonly callTimeoutMs: number }) =>
          koha.createAdapter(asked.address, asked.callTimeoutMs),
      };
      const { results } = await conform(system, { questions: 1_000, signal: new AbortController().signal });
      await koha.close();
      const failed = results.flatMap(({ check, verdict }) =>
        verdict.verdict === 'failed' ? [{ check, verdict }] : [],
      );
      return { title, failed, proven: results.filter(({ verdict }) => verdict.verdict === 'proven').length };
    }),
  );

  expect(ways.filter(({ failed }) => failed.length > 0)).toEqual([]);
  for (const { title, proven } of ways) expect([title, proven >= 25]).toEqual([title, true]);
}, 120_000);
