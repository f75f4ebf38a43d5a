import type { SystemId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import { describeTold, toSpan, writeSpan } from './told-words.ts';

const ZONE = 'Europe/London';
const NOW = Date.parse('2026-07-10T12:30:00Z');
const KOHA = { id: 'koha-b' as SystemId, name: 'Koha B' };

describe('the time that is asked for', () => {
  it.each([
    ['13:03', '2026-07-10T12:03:00.000Z', 60_000, 'in the minute 2026-07-10 13:03'],
    ['13:03:15', '2026-07-10T12:03:15.000Z', 1_000, 'at 2026-07-10 13:03:15'],
    ['14:03', '2026-07-09T13:03:00.000Z', 60_000, 'in the minute 2026-07-09 14:03'],
    ['2026-01-09 14:03', '2026-01-09T14:03:00.000Z', 60_000, 'in the minute 2026-01-09 14:03'],
    ['2026-07-09T14:03:00+02:00', '2026-07-09T12:03:00.000Z', 1_000, 'at 2026-07-09 13:03:00'],
    ['2026-07-09T14:03Z', '2026-07-09T14:03:00.000Z', 60_000, 'in the minute 2026-07-09 15:03'],
    ['2026-07-09T14:03:23.500Z', '2026-07-09T14:03:23.500Z', 1, 'at 2026-07-09 15:03:23'],
  ])('%s', (text, from, length, said) => {
    const span = toSpan(text, ZONE, NOW, '--at');

    expect([span.from.toISOString(), span.until.getTime() - span.from.getTime()]).toEqual([from, length]);
    expect(writeSpan(span, ZONE)).toBe(said);
  });

  it.each(['25:00', 'noon', '2026-13-40 14:03', '2026-13-40T14:03:00Z', '2027-01-01 10:00'])(
    'is refused as %s',
    (text) => {
      expect(() => toSpan(text, ZONE, NOW, '--at')).toThrow(/--at/);
    },
  );
});

describe('what was told', () => {
  const down = { system: KOHA.id, at: new Date('2026-07-10T11:58:00Z'), answers: false, code: 'LMS_UNAVAILABLE' };
  const up = { system: KOHA.id, at: new Date('2026-07-10T12:20:00Z'), answers: true, code: null };
  const hour = { system: KOHA.id, hour: new Date('2026-07-10T12:00:00Z'), answered: 4, failed: 30, answerMs: 6_000 };

  it('of a system that was down names the time, the reason and the calls, by the clock of the library', () => {
    const said = describeTold(KOHA, { changes: [down], next: up, hour }, ZONE).join('\n');

    expect(said).toContain('it did not answer, from 2026-07-10 12:58:00 until 2026-07-10 13:20:00');
    expect(said).toContain('told UNREACHABLE: "Koha B could not be reached; ask again later."');
    expect(said).toContain('it answered 4 calls, after 1.5 s on average, and failed 30');
  });

  it('of a system that answered claims nothing of a request that had less time', () => {
    const said = describeTold(KOHA, { changes: [up], next: null, hour: null }, ZONE).join('\n');

    expect(said).toContain('it answered, from 2026-07-10 13:20:00, and nothing else was seen since');
    expect(said).toContain('but for requests whose time was over');
    expect(said).toContain('No call is kept of that hour.');
  });

  it('is not made up where nothing is kept', () => {
    const none = describeTold(KOHA, { changes: [], next: null, hour: null }, ZONE).join('\n');

    expect(none).toContain('nothing is kept of that time');
    // Readers were told TIMEOUT, or UNKNOWN of a list that was never read.
    expect(none).toContain('was over before it answered: look for `Told less than live` in the log');
    expect(none).toContain('or as unknown if none has been read');
  });

  it('changes within a minute', () => {
    const before = { ...up, at: new Date('2026-07-10T11:40:00Z') };
    const stopped = { ...down, at: new Date('2026-07-10T12:23:15Z') };
    const back = { ...up, at: new Date('2026-07-10T12:23:45Z') };
    const said = describeTold(KOHA, { changes: [before, stopped, back], next: null, hour }, ZONE);

    expect(said).toEqual([
      expect.stringContaining('it answered, from 2026-07-10 12:40:00 until 2026-07-10 13:23:15.'),
      expect.stringContaining('it did not answer, from 2026-07-10 13:23:15 until 2026-07-10 13:23:45.'),
      expect.stringContaining('it answered, from 2026-07-10 13:23:45, and nothing else'),
      expect.stringContaining('and failed 30'),
    ]);
  });
});
