import type { PatronIdentity } from '#domain/accounts.ts';
import { describe, expect, it } from 'vitest';
import { createPatronSource } from './patron-source.ts';

const { signal } = new AbortController();

/** A system with one patron, and what it was asked. */
function sourceOf(pinIs: string) {
  const asked: string[] = [];
  const patron: PatronIdentity = { account: '5', homeSite: 'CPL' };
  const source = createPatronSource<PatronIdentity>({
    async checkPin(card, pin) {
      asked.push(`check ${card}`);
      return pin === pinIs ? '5' : null;
    },
    async patron(account) {
      asked.push(`patron ${account}`);
      return patron;
    },
    async patronByCard(card) {
      asked.push(`card ${card}`);
      return card === 'A1' ? patron : null;
    },
    toIdentity: (found) => found,
    async account(account, _signal, { renewable }) {
      asked.push(`account ${account} ${renewable}`);
      return null;
    },
  });
  return { source, asked };
}

describe('a card', () => {
  it('with its PIN says whose it is, and its PIN is tried once', async () => {
    const { source, asked } = sourceOf('1234');

    expect(await source.verify('A1', '1234', signal)).toEqual({ account: '5', homeSite: 'CPL' });
    expect(await source.verify('A1', '0000', signal)).toBeNull();
    expect(asked).toEqual(['check A1', 'patron 5', 'check A1']);
  });

  it('without a number or without a PIN is not sent', async () => {
    const { source, asked } = sourceOf('');

    expect(await source.verify(' ', '1234', signal)).toBeNull();
    expect(await source.verify('A1', '', signal)).toBeNull();
    expect(await source.find(' ', signal)).toBeNull();
    expect(asked).toEqual([]);
  });

  it('is found by staff without its PIN', async () => {
    const { source } = sourceOf('1234');

    expect(await source.find('A1', signal)).toEqual({ account: '5', homeSite: 'CPL' });
    expect(await source.find('A2', signal)).toBeNull();
  });
});

it('wants everything of an account where nothing is said', async () => {
  const { source, asked } = sourceOf('1234');

  await source.account('5', signal);
  await source.account('5', signal, { renewable: false });

  expect(asked).toEqual(['account 5 true', 'account 5 false']);
});
