/** Commands of the steps of a move, as a graph answers them. */
import { expect, it } from 'vitest';
import { printed } from './printed.fixture.ts';
import { registerSwitch } from './switch.ts';

it('lists everything that has no new id, however much it is', async () => {
  const all = Array.from({ length: 400 }, (_, place) => ({ id: `old:item:${1000 + place}`, barcode: null }));

  const lines = await printed(registerSwitch, ['switch', 'missing', 'hill', '--json'], ({ first, after }) => {
    const begin = all.findIndex(({ id }) => id === after) + 1;
    return { phases: [{ withoutNewId: all.slice(begin, begin + Number(first ?? 200)) }] };
  });

  expect(lines).toEqual(all.map((one) => JSON.stringify(one)));
});

it('says of a step that nobody can confirm any more', async () => {
  const step = {
    ...{
      id: '7',
      from: 'FROZEN',
      phase: 'MOVED',
      source: 'old',
      target: 'new',
      askedBy: 'anne',
      askedRole: 'migration',
    },
    ...{ askedAt: '2026-12-01T18:00:00Z', note: null, endedAt: null, endedBy: null, counts: null },
  };
  const history = [
    { ...step, state: 'ASKED', isOver: true },
    { ...step, id: '6', state: 'WITHDRAWN', isOver: false, endedAt: '2026-12-01T19:00:00Z', endedBy: 'bert' },
  ];

  const lines = await printed(registerSwitch, ['switch', 'list', 'hill'], () => ({
    phases: [{ library: 'hill', systems: [], history }],
  }));

  expect(lines.slice(1)).toEqual([
    '  7 FROZEN → MOVED (old → new), asked 2026-12-01T18:00:00Z by anne (migration), too long ago to be confirmed: ask again',
    '  6 FROZEN → MOVED (old → new), asked 2026-12-01T18:00:00Z by anne (migration), withdrawn 2026-12-01T19:00:00Z by bert',
  ]);
});
