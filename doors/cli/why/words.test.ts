import type { SystemId } from '#domain/ids.ts';
import { toSpan, type ToldAt } from '#subgraphs/circulation/index.ts';
import { describe, expect, it } from 'vitest';
import { describeAll, describeCopy } from './words.ts';

const ZONE = 'Europe/London';
/** As a file has it whose entry of one code is known. */
const placeOf = (system: string, entry: string): string | null =>
  system === KOHA.id && entry === 'codes.LOST.1' ? 'region.yaml:57' : null;
const NOW = Date.parse('2026-07-10T12:30:00Z');
const KOHA = { id: 'koha-b' as SystemId, name: 'Koha B' };

describe('what was told at a time without a library', () => {
  const told = (name: string, standing: ToldAt['standing']) => ({
    name,
    told: { about: `${name}, then`, time: 'then', standing, sentences: [`${name}: sentence.`, '  More.'] },
  });

  it('says which systems did not answer, then each of them, and names the rest', () => {
    const all = [
      told('Ash', 'ANSWERED'),
      told('Elm', 'STOPPED_WAITING'),
      told('Oak', 'SILENT'),
      told('Box', 'NOT_ASKED'),
      told('Yew', 'ANSWERED'),
    ];

    expect(describeAll(all)).toEqual([
      'Looked at: then.',
      'Did not answer: Oak.',
      'In that hour answers stopped waiting for: Elm.',
      ...['Oak, then', 'Oak: sentence.', '  More.', 'Elm, then', 'Elm: sentence.', '  More.'],
      'Not asked then, as far as is recorded, so that readers were told nothing of their copies: Box.',
      '  Box: sentence.',
      'Answered: Ash, Yew.',
    ]);
    expect(describeAll([told('Fir', 'NEVER_ASKED')])).toEqual([
      'Looked at: then.',
      'No system is recorded that did not answer then.',
      'Can never be asked; copies are those of a list: Fir.',
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
    ...{ code: null, cause: null, afterMs: null },
  } as const;
  const silence = {
    ...span,
    from: new Date('2026-07-10T11:58:00Z'),
    until: new Date('2026-07-10T12:20:00Z'),
    source: 'LAST_KNOWN',
    asOf: null,
    ...{ code: 'LMS_UNAVAILABLE', cause: 'ECONNREFUSED', afterMs: 3 },
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
        /^ {2}From 2026-07-10 12:58:00 until 2026-07-10 13:20:00: ON_LOAN .*, shown as last known\. Koha B did not answer when it was asked\. At first: it refused the connection \(LMS_UNAVAILABLE in the log\)\. Programs got at first UNREACHABLE/,
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

  it('may have been shown as not checked in a silence before which nothing that is kept was said', () => {
    const unknown = { ...silence, status: null, rule: null, statusAtSource: null };

    expect(describeCopy([unknown], [KOHA], { zone: ZONE, at: null, placeOf })[0]).toMatch(
      /13:20:00: as last known, or as not checked: which of the two is not kept\. Koha B did not answer/,
    );
  });

  it('is of the time that is asked for', () => {
    const told = (time: string) =>
      describeCopy([first, span, silence], [KOHA], { zone: ZONE, at: toSpan(time, ZONE, NOW, '--at'), placeOf });

    expect(told('2026-07-10T11:40:00Z').join()).toMatch(/^ {2}Since when is not kept, until/);
    // What was first known to be said later is not claimed of it.
    expect(told('2026-07-10T11:29:00Z')).toEqual([
      '  Nothing that its system said by then is kept: what was told of it is not known.',
    ]);
    expect(told('2026-07-10T12:00:00Z')).toHaveLength(2);
    expect(told('2026-07-10T12:21:00Z')).toHaveLength(1);
    // The whole minute in which it was silent for some seconds.
    const short = { ...silence, from: new Date('2026-07-10T12:23:15Z'), until: new Date('2026-07-10T12:23:45Z') };
    const minute = { zone: ZONE, at: toSpan('13:23', ZONE, NOW, '--at'), placeOf };
    expect(describeCopy([span, short], [KOHA], minute)).toEqual([
      expect.stringContaining('said live'),
      expect.stringContaining('From 2026-07-10 13:23:15 until 2026-07-10 13:23:45: ON_LOAN'),
    ]);
    expect(describeCopy([], [KOHA], { zone: ZONE, at: null, placeOf }).join()).toContain(
      'Nothing that its system said is kept:',
    );
  });
});
