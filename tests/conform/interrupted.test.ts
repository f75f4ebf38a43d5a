/** What `mercia conform` says of a system when it is interrupted by Ctrl-C. */
import { conform } from '#conformance/real/conform.ts';
import { KOHAS } from '#tests/conformance/kit-systems.ts';
import { expect, it, onTestFinished } from 'vitest';

it('tries nothing more, and holds nothing against the system', async () => {
  const koha = await KOHAS[0].create();
  onTestFinished(() => koha.close());
  const system = {
    address: `http://127.0.0.1:${koha.port}`,
    isComposed: false,
    connections: koha.connections,
    callTimeoutMs: 10_000,
    build: (asked: { readonly address: string; readonly callTimeoutMs: number }) =>
      koha.createAdapter(asked.address, asked.callTimeoutMs),
  };
  const interrupted = new AbortController();
  // The first check is being tried when it comes, the others have not begun.
  const onCheck = (): void => {
    setImmediate(() => {
      interrupted.abort();
    });
  };

  const { results } = await conform(system, { questions: 1_000, onCheck, signal: interrupted.signal });

  expect(results.filter(({ verdict }) => verdict.verdict === 'failed')).toEqual([]);
  const why = results.flatMap(({ verdict }) => (verdict.verdict === 'not tried' ? [verdict.why] : []));
  expect(why.filter((one) => one === 'it was interrupted').length).toBeGreaterThan(20);
});
