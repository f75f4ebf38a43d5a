import type { RecordId } from '#domain/ids.ts';
import { createMovedIds } from '#domain/moved-ids.ts';
import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';
import type { HoldingAnswer, TitleAnswer } from './question.ts';

/** Two records of the old system became one of the new one. */
const MOVED = createMovedIds([
  { oldId: 'old:holding:12@ash', newId: 'new:holding:900@ash' },
  { oldId: 'old:holding:7@ash', newId: 'new:holding:900@ash' },
]);

function held(id: string, library: string): HoldingAnswer {
  return {
    id,
    basis: 'ITEMS',
    online: false,
    callNumbers: [],
    catalogueUrl: null,
    library: { id: library, name: library },
    statements: [],
    availability: null,
  };
}

const TITLE: TitleAnswer = {
  id: 'r:edition:1',
  title: 'Anatomy',
  format: 'BOOK',
  links: [],
  holdings: [held('old:holding:12@ash', 'ash'), held('new:holding:900@elm', 'elm')],
};

it.each([
  ['the record that it is shown under', 'old:record:12', ['old:holding:12@ash new']],
  ['the other record that it was under', 'old:record:7', ['old:holding:12@ash new']],
  [
    'the record that it is under now, and its neighbours',
    'new:record:900',
    ['old:holding:12@ash new', 'new:holding:900@elm new'],
  ],
  ['another record', 'old:record:8', []],
])('tells of a holding that moved by %s, in the words of the new system', (_what, record, told) => {
  const lines = linesOf(TITLE, {
    record: record as RecordId,
    library: null,
    withheld: new Set(),
    sumUpJournals: false,
    clockOf: () => ({ isPast: () => false, sayDay: (day) => day, sayMoment: (at) => at }),
    movedIds: MOVED,
  });
  expect(lines.map(({ holding, system }) => `${holding.id} ${system}`)).toEqual(told);
});
