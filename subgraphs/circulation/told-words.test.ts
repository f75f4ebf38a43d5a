import type { SystemId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import type { AnsweringIn } from './answer-history.ts';
import { describeList, describeTold, toSpan, writeSpan } from './told-words.ts';

const ZONE = 'Europe/London';
const NOW = Date.parse('2026-07-10T12:30:00Z');
const KOHA = { id: 'koha-b' as SystemId, name: 'Koha B' };

describe('the time that is asked for', () => {
  it.each([
    ['13:03', '2026-07-10T12:03:00.000Z', 60_000, 'in the minute 2026-07-10 13:03'],
    ['13.03', '2026-07-10T12:03:00.000Z', 60_000, 'in the minute 2026-07-10 13:03'],
    ['1.03pm', '2026-07-10T12:03:00.000Z', 60_000, 'in the minute 2026-07-10 13:03'],
    ['1:03:15 PM', '2026-07-10T12:03:15.000Z', 1_000, 'at 2026-07-10 13:03:15'],
    ['12:05 am', '2026-07-09T23:05:00.000Z', 60_000, 'in the minute 2026-07-10 00:05'],
    ['9/1/2026 2.03 pm', '2026-01-09T14:03:00.000Z', 60_000, 'in the minute 2026-01-09 14:03'],
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

  it('is of yesterday where the clocks changed, too', () => {
    const { from } = toSpan('14:03', ZONE, Date.parse('2027-03-28T23:30:00Z'), '--at');

    expect(from.toISOString()).toBe('2027-03-28T13:03:00.000Z');
  });

  it.each([
    '25:00',
    '13:03 pm',
    '0.30am',
    'noon',
    '31/02/2026 14:03',
    '2026-13-40 14:03',
    '2026-13-40T14:03:00Z',
    '2027-01-01 10:00',
  ])('is refused as %s', (text) => {
    expect(() => toSpan(text, ZONE, NOW, '--at')).toThrow(/--at/);
  });
});

describe('a time of the night in which the clocks change', () => {
  const at = (text: string, now: string) => toSpan(text, ZONE, Date.parse(now), '--at').from.toISOString();

  it.each([
    ['2026-10-25 01:30', '2026-10-26T12:00:00Z'],
    ['25/10/2026 1:30 am', '2026-10-26T12:00:00Z'],
    ['01:30', '2026-10-25T01:40:00Z'],
  ])('is refused if the clock showed it twice, with how to name each: %s', (text, now) => {
    expect(() => at(text, now)).toThrow(
      /^--at: .*the clock showed it twice.*write 2026-10-25T00:30:00Z for the first and 2026-10-25T01:30:00Z for the second\.$/,
    );
  });

  it('is the first one while the second is to come', () => {
    expect(at('01:30', '2026-10-25T01:10:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(at('2026-10-25T01:30:00Z', '2026-10-26T12:00:00Z')).toBe('2026-10-25T01:30:00.000Z');
  });

  it('is refused if no clock showed it', () => {
    expect(() => at('2026-03-29 01:30', '2026-03-29T12:00:00Z')).toThrow(
      /^--at: .*the clock of Europe\/London never showed it/,
    );
    expect(() => at('01:30', '2026-03-29T12:00:00Z')).toThrow('never showed it');
    expect(at('02:00', '2026-03-29T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
  });
});

describe('what was told', () => {
  const kept = { system: KOHA.id, cause: null, afterMs: null, askedBefore: null };
  const down = { ...kept, at: new Date('2026-07-10T11:58:00Z'), answers: false, code: 'LMS_UNAVAILABLE' };
  const up = { ...kept, at: new Date('2026-07-10T12:20:00Z'), answers: true, code: null };
  const hour = {
    ...{ system: KOHA.id, hour: new Date('2026-07-10T12:00:00Z') },
    ...{ answered: 4, failed: 30, answerMs: 6_000, stoppedWaiting: 0 },
  };
  const describeThen = (then: Pick<AnsweringIn, 'changes' | 'next' | 'hour'> & Partial<AnsweringIn>, isKept = true) =>
    describeTold(KOHA, { unasked: null, lastAskedAt: null, ...then }, ZONE, isKept);

  it('of a system that was down names the time, what pages and programs got, the cause and the questions', () => {
    const refused = { ...down, cause: 'ECONNREFUSED', afterMs: 3 };

    expect(describeThen({ changes: [refused], next: up, hour })).toEqual({
      standing: 'SILENT',
      sentences: [
        'Koha B: it did not answer, from 2026-07-10 12:58:00 until 2026-07-10 13:20:00.',
        '  Pages showed its copies as last known, or as not checked where nothing was known. In results: “(not checked now; as it was …)”, with the time. On a title, at first: that time and “…; the system is not answering”.',
        '  At first (12:58:00): it refused the connection (LMS_UNAVAILABLE in the log). Programs got at first UNREACHABLE: “Koha B could not be reached; ask again later.” What it was later in the silence is not kept.',
        '  In that hour, from 13:00 to 14:00, it answered 4 questions, after 1.5 s on average, and did not answer 30.',
        '  No answer of that hour stopped waiting for it.',
      ],
    });
  });

  it.each([
    ['LMS_UNAVAILABLE', null, 'it could not be reached, broke off, or said that it is out of service'],
    ['LMS_UNAVAILABLE', 'ENOTFOUND', 'there is no host of its name'],
    ['LMS_UNAVAILABLE', 'ETIMEDOUT', 'its host could not be connected to in time'],
    ['LMS_UNAVAILABLE', 'CERT_HAS_EXPIRED', 'its certificate has expired'],
    ['LMS_UNAVAILABLE', 'SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is not trusted'],
    ['LMS_UNAVAILABLE', 'EPROTO', 'no encrypted connection to it could be set up'],
    ['LMS_UNAVAILABLE', 'HTTP 503', 'it said that it is out of service'],
    ['LMS_UNAVAILABLE', 'EOTHER', 'it could not be reached, broke off, or said that it is out of service'],
    ['LMS_TIMEOUT', null, 'no answer came within 10 s'],
    ['LMS_AUTH_FAILED', null, 'it did not accept the user or the key of this service'],
  ])('says the cause of %s (%s) in words', (code, cause, words) => {
    const { sentences } = describeThen({ changes: [{ ...down, code, cause, afterMs: 10_004 }], next: null, hour });

    expect(sentences[2]).toContain(`At first (12:58:00): ${words} (${code} in the log)`);
  });

  it('says since when nobody had asked before a silence was seen, if that is long', () => {
    const said = (askedBefore: string) =>
      describeThen({ changes: [{ ...down, askedBefore: new Date(askedBefore) }], next: null, hour }).sentences[3];

    expect(said('2026-07-10T11:40:00Z')).toBe(
      '  Nobody had asked it since 2026-07-10 12:40:00: it may have been silent from then on.',
    );
    expect(said('2026-07-10T11:57:30Z')).toContain('In that hour, from');
  });

  it('of a system that answered says first that answers stopped waiting for it, if they did', () => {
    const lastAskedAt = new Date('2026-07-10T12:24:00Z');
    const told = describeThen({
      changes: [up],
      next: null,
      hour: { ...hour, failed: 0, stoppedWaiting: 3 },
      lastAskedAt,
    });

    expect(told.standing).toBe('STOPPED_WAITING');
    expect(told.sentences).toEqual([
      'Koha B: it answered, from 2026-07-10 13:20:00, last at 2026-07-10 13:24:00; no later question is recorded.',
      '  But 3 answers to pages or programs, from 13:00 to 14:00, stopped waiting for it, and showed its copies as not checked or as last known. If your reader saw that, this is why.',
      expect.stringContaining('it answered 4 questions, after 1.5 s on average, and did not answer 0.'),
      expect.stringContaining('Copies were shown as it said in every other answer, except'),
    ]);
  });

  it('of one that was silent says it besides, and not as the reason', () => {
    const { sentences } = describeThen({ changes: [down], next: null, hour: { ...hour, stoppedWaiting: 1 } });

    expect(sentences[3]).toBe(
      '  Besides, 1 answer to pages or programs, from 13:00 to 14:00, stopped waiting for it, and showed its copies as not checked or as last known.',
    );
  });

  it('of an hour in which that was not counted says so', () => {
    const told = describeThen({ changes: [up], next: null, hour: { ...hour, stoppedWaiting: null } });

    expect([told.standing, ...told.sentences].join('\n')).toMatch(
      /^ANSWERED\n[^]*Whether an answer stopped waiting before the system answered was not counted then\./,
    );
  });

  it('is not made up where nothing is kept', () => {
    const none = { changes: [], next: null, hour: null };

    expect(describeThen(none)).toEqual({
      standing: 'NOT_KEPT',
      sentences: ['Koha B: nothing is recorded of that time; no question to it had ended yet.'],
    });
    for (const changes of [[], [up]]) {
      const { standing, sentences } = describeThen({ ...none, changes }, false);
      expect([standing, ...sentences].join()).toMatch(/^NOT_KEPT,[^.]*; it is longer ago than 30 days\.$/);
    }
  });

  it('is nothing while nobody asked, and how the system stood then is not claimed', () => {
    const asked = new Date('2026-07-10T11:30:00Z');
    const before = { ...up, at: new Date('2026-07-10T11:00:00Z') };
    const seen = { ...down, askedBefore: asked };
    const { standing, sentences } = describeThen({
      changes: [before],
      next: seen,
      hour: null,
      unasked: { since: asked, until: seen.at },
    });

    expect(standing).toBe('NOT_ASKED');
    expect(sentences).toEqual([
      'Koha B: it answered, from 2026-07-10 12:00:00, last at 2026-07-10 12:30:00; then nobody asked until 2026-07-10 12:58:00, when it did not answer: how it stood between is not known.',
      expect.stringContaining('Readers were told nothing of its copies then, because nobody asked'),
      '  No question of that hour is recorded.',
    ]);
    const both = describeThen({ changes: [before, seen], next: null, hour });
    expect([both.standing, both.sentences[0]]).toEqual(['SILENT', sentences[0]]);
    expect(both.sentences.join()).not.toContain('Nobody had asked');
  });

  it.each([
    ['2026-07-10T11:58:00Z', null, /it did not answer at 2026-07-10 12:58:00; no later question is recorded: how it/],
    [
      '2026-07-10T12:05:00Z',
      '2026-07-10T13:00:00Z',
      /last at 2026-07-10 13:05:00; then nobody asked until 2026-07-10 14:00:00 at least: how it/,
    ],
  ])('of a silence since which nobody asked is nothing, too, and its first reason', (since, until, said) => {
    const unasked = { since: new Date(since), until: until === null ? null : new Date(until) };
    const { standing, sentences } = describeThen({ changes: [down], next: null, hour: null, unasked });

    expect(standing).toBe('NOT_ASKED');
    expect(sentences[0]).toMatch(said);
    expect(sentences.join()).toMatch(/At first \(12:58:00\)/);
    expect(sentences.join()).not.toContain('Pages showed');

    const late = describeThen({ changes: [down], next: null, hour: { ...hour, stoppedWaiting: 1 }, unasked });
    expect(late.standing).toBe('STOPPED_WAITING');
    expect(late.sentences.join()).not.toContain('nobody asked');
  });

  it('changes within a minute', () => {
    const before = { ...up, at: new Date('2026-07-10T11:40:00Z') };
    const stopped = { ...down, at: new Date('2026-07-10T12:23:15Z') };
    const back = { ...up, at: new Date('2026-07-10T12:23:45Z') };
    const { standing, sentences } = describeThen({ changes: [before, stopped, back], next: null, hour });

    expect(standing).toBe('SILENT');
    expect(sentences.filter((each) => each.startsWith('Koha B'))).toEqual([
      expect.stringContaining('it answered, from 2026-07-10 12:40:00 until 2026-07-10 13:23:15.'),
      expect.stringContaining('it did not answer, from 2026-07-10 13:23:15 until 2026-07-10 13:23:45.'),
      expect.stringContaining('it answered, from 2026-07-10 13:23:45; when it was last asked'),
    ]);
  });
});

it('of a system that can never be asked names the one reason, and its list', () => {
  expect(describeList(KOHA, new Date('2026-07-10T11:20:00Z'), ZONE)).toEqual({
    standing: 'NEVER_ASKED',
    sentences: [
      'Koha B: this system can never be asked. Its copies were shown as in its list, which was read at 2026-07-10 12:20:00.',
    ],
  });
});
