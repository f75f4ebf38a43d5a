import type { SharingAccounts } from '#comparison/readers/same-readers.ts';
import { expect, it } from 'vitest';
import { personsOf } from './persons.ts';

/** `koha-a mother born-1`: the third word, its name and birth date, is for whoever reads this. */
function sharing(by: SharingAccounts['by'], ...accounts: readonly string[]): SharingAccounts {
  const parts = accounts.map((account) => account.split(' '));
  return {
    by,
    accounts: parts.map(([system, token]) => JSON.stringify([system, token])),
  };
}

const CASES: readonly (readonly [what: string, of: readonly SharingAccounts[], persons: readonly string[]])[] = [
  ['one name and birth date', [sharing('name_birth', 'a one x', 'b two x')], ['a one, b two']],
  ['one address, and a birth date that is not told', [sharing('email', 'a wife x', 'b husband')], []],
  ['one address, and no birth dates', [sharing('email', 'a wife', 'b husband')], []],
  [
    'a mother and a son with one address, and the mother again',
    [sharing('email', 'a mother x', 'a son y', 'b mother x'), sharing('name_birth', 'a mother x', 'b mother x')],
    ['a mother, b mother'],
  ],
  ['a mother here and a son there with one address', [sharing('email', 'a mother x', 'b son y')], []],
  ['two of one system by one name and birth date', [sharing('name_birth', 'a one x', 'a two x', 'b one x')], []],
  ['two of one system by one address', [sharing('email', 'a one', 'a two', 'b one')], []],
  [
    'two who are joined through a third alone',
    [
      sharing('email', 'a one x', 'b two'),
      sharing('name_birth', 'c three x', 'a one x'),
      sharing('email', 'b two', 'd four y'),
    ],
    ['c three, a one'],
  ],
];

it.each(CASES)('are one person or not: %s', (_what, of, persons) => {
  const told = personsOf(of).map((accounts) =>
    accounts.map((account) => (JSON.parse(account) as string[]).join(' ')).join(', '),
  );

  expect(told).toEqual(persons);
});
