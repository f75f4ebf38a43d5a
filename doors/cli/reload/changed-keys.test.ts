import { expect, it } from 'vitest';
import { changedKeys } from './changed-keys.ts';

it('names the keys that changed, new and gone parts as a whole, and no value', () => {
  const before = {
    name: 'Vale',
    systems: [{ id: 'koha-a', address: 'http://old.example', limits: { connections: 2 } }, { id: 'koha-b' }],
    networks: ['one'],
  };
  const after = {
    name: 'Vale',
    systems: [{ id: 'koha-c' }, { id: 'koha-a', address: 'http://new.example', limits: { connections: 2 } }],
    networks: ['one', 'two'],
  };

  expect(changedKeys(before, after)).toEqual([
    'systems.koha-c',
    'systems.koha-a.address',
    'systems.koha-b',
    'networks',
  ]);
  expect(changedKeys(before, { ...before })).toEqual([]);
});
