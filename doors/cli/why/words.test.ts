import type { SystemId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import { describeCopy, describeTold, toSpan, writeSpan } from './words.ts';

const ZONE = 'Europe/London';
/** As a file has it whose entry of one code is known. */
const placeOf = (system: string, entry: string): string | null =>
  system === KOHA.id && entry === 'codes.LOST.1' ? 'region.yaml:57' : null;
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
    const span = toSpan(text, ZONE, NOW);

    expect([span.from.toISOString(), span.until.getTime() - span.from.getTime()]).toEqual([from, length]);
    expect(writeSpan(span, ZONE)).toBe(said);
  });

  it.each(['25:00', 'noon', '2026-13-40 14:03', '2026-13-40T14:03:00Z', '2027-01-01 10:00'])(
    'is refused as %s',
    (text) => {
      expect(() => toSpan(text, ZONE, NOW)).toThrow(/--at/);
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

describe('what was told of a copy', () => {
  const span = {
    system: KOHA.id,
    from: new Date('2026-07-10T11:50:00Z'),
    until: null,
    source: 'LIVE',
    asOf: new Date('2026-07-10T12:29:00Z'),
    status: 'ON_LOAN',
    statusAtSource: 'checked out',
    rule: 'Koha: checked out',
    code: null,
  } as const;
  const silence = {
    ...span,
    from: new Date('2026-07-10T11:58:00Z'),
    until: new Date('2026-07-10T12:20:00Z'),
    source: 'LAST_KNOWN',
    asOf: null,
    code: 'LMS_UNAVAILABLE',
  } as const;
  const first = {
    ...span,
    from: null,
    until: span.from,
    source: null,
    asOf: new Date('2026-07-10T11:30:00Z'),
    status: 'AVAILABLE',
    rule: null,
  } as const;

  it('has its status, the word of its system and the rule, span by span', () => {
    expect(describeCopy([first, span, silence], [KOHA], { zone: ZONE, at: null, placeOf })).toEqual([
      '  Since when is not kept, until 2026-07-10 12:50:00: AVAILABLE (system: "checked out"; rule: not kept), last said 2026-07-10 12:30:00.',
      '  From 2026-07-10 12:50:00: ON_LOAN (system: "checked out"; rule: Koha: checked out), said live, last said 2026-07-10 13:29:00.',
      expect.stringMatching(
        /^ {2}From 2026-07-10 12:58:00 until 2026-07-10 13:20:00: ON_LOAN .*, shown as last known\. Koha B did not answer\. At first readers were told UNREACHABLE/,
      ),
    ]);
  });

  it('names the line of the region file that decides', () => {
    const lost = { ...span, status: 'LOST', rule: 'codes.LOST.1' } as const;

    expect(describeCopy([lost], [KOHA], { zone: ZONE, at: null, placeOf })[0]).toContain(
      'rule: codes.LOST.1, region.yaml:57)',
    );
  });

  it('is unknown where what was known was too old to be shown', () => {
    const old = { ...silence, asOf: new Date('2026-01-02T09:00:00Z'), status: null, rule: null, statusAtSource: null };

    expect(describeCopy([old], [KOHA], { zone: ZONE, at: null, placeOf })[0]).toMatch(
      /: unknown, because what was known was too old to be shown, last said 2026-01-02 09:00:00\. Koha B did not answer/,
    );
  });

  it('is of the time that is asked for', () => {
    const told = (time: string) =>
      describeCopy([first, span, silence], [KOHA], { zone: ZONE, at: toSpan(time, ZONE, NOW), placeOf });

    expect(told('2026-07-10T11:40:00Z').join()).toMatch(/^ {2}Since when is not kept, until/);
    // What was first known to be said later is not claimed of it.
    expect(told('2026-07-10T11:29:00Z')).toEqual([
      '  Nothing that its system said by then is kept: what was told of it is not known.',
    ]);
    expect(told('2026-07-10T12:00:00Z')).toHaveLength(2);
    expect(told('2026-07-10T12:21:00Z')).toHaveLength(1);
    // The whole minute in which it was silent for some seconds.
    const short = { ...silence, from: new Date('2026-07-10T12:23:15Z'), until: new Date('2026-07-10T12:23:45Z') };
    const minute = { zone: ZONE, at: toSpan('13:23', ZONE, NOW), placeOf };
    expect(describeCopy([span, short], [KOHA], minute)).toEqual([
      expect.stringContaining('said live'),
      expect.stringContaining('From 2026-07-10 13:23:15 until 2026-07-10 13:23:45: ON_LOAN'),
    ]);
    expect(describeCopy([], [KOHA], { zone: ZONE, at: null, placeOf }).join()).toContain(
      'Nothing that its system said is kept:',
    );
  });
});
