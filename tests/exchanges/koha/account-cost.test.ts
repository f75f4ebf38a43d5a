import { createKohaReaders } from '#tests/conformance/koha-readers.ts';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';

it('asks whether a loan can be renewed only where somebody wants to know', async () => {
  const system = await createKohaReaders({ login: 'oauth' });
  onTestFinished(() => system.close());
  const adapter = system.createAdapter(`http://127.0.0.1:${system.port}`, 5_000, pino({ level: 'silent' }));
  onTestFinished(() => adapter.close());
  const { signal } = new AbortController();
  const { account = '' } = (await adapter.patrons?.find(system.scene.reader.card, signal)) ?? {};
  const askedBeforehand = () =>
    system.simulator.calls.list.filter(({ path }) => path.endsWith('/allows_renewal')).length;

  await adapter.patrons?.account(account, signal, { renewable: false });
  const unwanted = askedBeforehand();
  await adapter.patrons?.account(account, signal);

  expect([unwanted, askedBeforehand()]).toEqual([0, system.scene.reader.loans.length]);
});
