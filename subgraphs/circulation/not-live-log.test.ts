import type { SystemId } from '#domain/ids.ts';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createNotLiveLog } from './not-live-log.ts';

const SYSTEM = 'koha-b' as SystemId;
const told = (code: 'UNREACHABLE' | 'NOT_SUPPORTED') => [
  { system: SYSTEM, name: 'Koha B', code, states: { LAST_KNOWN: 3 } },
];

interface Line {
  readonly correlationId: string;
  readonly leftOut?: number;
}

it('has one line for a system that was less than live, no more than ten in ten seconds, and says how many it left out', () => {
  const lines: Line[] = [];
  let at = 0;
  const logger = pino(
    { base: null, timestamp: false },
    { write: (line: string) => void lines.push(JSON.parse(line) as Line) },
  );
  const note = createNotLiveLog(logger, () => at);

  note('c-0', told('NOT_SUPPORTED'));
  for (let time = 1; time <= 13; time += 1) note(`c-${time}`, told('UNREACHABLE'));
  at = 10_000;
  note('c-14', told('UNREACHABLE'));
  note('c-15', told('UNREACHABLE'));

  const line = {
    level: 40,
    system: 'koha-b',
    code: 'UNREACHABLE',
    states: { LAST_KNOWN: 3 },
    msg: 'Told less than live',
  };
  expect(lines.map(({ correlationId }) => correlationId)).toEqual([
    ...Array.from({ length: 10 }, (_, index) => `c-${index + 1}`),
    'c-14',
    'c-15',
  ]);
  expect(lines[0]).toEqual({ ...line, correlationId: 'c-1' });
  expect(lines.map(({ leftOut }) => leftOut).filter((count) => count !== undefined)).toEqual([3]);
});
