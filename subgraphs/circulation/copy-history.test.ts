import type { ItemStatus } from '#domain/facts.ts';
import type { ItemId, SystemId } from '#domain/ids.ts';
import type { CopyChange, SaidOfCopy } from '#store/repositories/last-known/copy-changes.ts';
import { expect, it } from 'vitest';
import type { AnsweringChangeModel } from './answer-history.ts';
import { tellCopy } from './copy-history.ts';

const HOUR_MS = 3_600_000;
const at = (hour: number): Date => new Date(Date.UTC(2026, 0, 5, hour));
const said = (hour: number, status: ItemStatus): SaidOfCopy => ({
  asOf: at(hour),
  status,
  atSource: `word of ${status}`,
  rule: `rule of ${status}`,
});
const change = (hour: number, status: ItemStatus, before: SaidOfCopy): CopyChange => ({
  ...said(hour, status),
  item: 'north:item:1' as ItemId,
  source: 'LIVE',
  before,
});
const answers = (hour: number, code: string | null, cause: string | null = null): AnsweringChangeModel => ({
  system: 'north' as SystemId,
  at: at(hour),
  answers: code === null,
  code,
  cause,
  afterMs: null,
  askedBefore: null,
});

/** Each span in short: from and until which hour, who said what, as of when. */
function spans(kept: Partial<Parameters<typeof tellCopy>[0]>): readonly string[] {
  const hour = (moment: Date | null): string => String(moment?.getUTCHours() ?? '-');
  const always = { system: 'north' as SystemId, shownForMs: 90 * 24 * HOUR_MS, now: at(23) };
  return tellCopy({ changes: [], isCut: false, newest: null, answering: [], ...always, ...kept }).map(
    ({ from, until, source, status, asOf, code, cause }) =>
      [`${hour(from)}..${hour(until)}`, source, status, hour(asOf), code, cause]
        .filter((part) => part !== null)
        .join(' '),
  );
}

it('tells nothing of the time before the oldest change where older ones are left out', () => {
  const changes = [change(9, 'ON_LOAN', said(8, 'AVAILABLE')), change(14, 'AVAILABLE', said(13, 'ON_LOAN'))];
  const answering = [
    answers(6, 'LMS_UNAVAILABLE'),
    answers(7, null),
    answers(10, 'LMS_UNAVAILABLE'),
    answers(11, null),
  ];

  expect(spans({ changes, isCut: true, answering })).toEqual([
    '9..14 LIVE ON_LOAN 13',
    '10..11 LAST_KNOWN ON_LOAN - LMS_UNAVAILABLE',
    '14..- LIVE AVAILABLE 14',
  ]);
});

it('tells what was so before each change, and until when it was said', () => {
  const changes = [change(9, 'ON_LOAN', said(8, 'AVAILABLE')), change(14, 'AVAILABLE', said(13, 'ON_LOAN'))];

  expect(spans({ changes, newest: said(16, 'AVAILABLE') })).toEqual([
    '-..9 AVAILABLE 8',
    '9..14 LIVE ON_LOAN 13',
    '14..- LIVE AVAILABLE 16',
  ]);
});

it('tells of a copy that never changed what was said of it last, and nothing of one that nobody asked for', () => {
  expect(spans({ newest: said(16, 'LOST') })).toEqual(['-..- LOST 16']);
  expect(spans({ answering: [answers(9, 'LMS_TIMEOUT')] })).toEqual([]);
});

it('tells when it was shown as last known, with the age and the first failure', () => {
  const changes = [change(9, 'ON_LOAN', said(8, 'AVAILABLE'))];
  const answering = [answers(1, null), answers(11, 'LMS_TIMEOUT', 'HTTP 504'), answers(12, null)];

  expect(spans({ changes, newest: said(10, 'ON_LOAN'), answering })).toEqual([
    '-..9 AVAILABLE 8',
    '9..- LIVE ON_LOAN 10',
    '11..12 LAST_KNOWN ON_LOAN 10 LMS_TIMEOUT HTTP 504',
  ]);
});

it('claims no age, and no status, that is not kept of a silence', () => {
  const changes = [change(9, 'ON_LOAN', said(8, 'AVAILABLE'))];
  // It was asked for again after each silence, so that when it was said last before that is not kept.
  const answering = [answers(7, 'LMS_TIMEOUT'), answers(8, null), answers(11, 'LMS_TIMEOUT')];

  expect(spans({ changes, newest: said(16, 'ON_LOAN'), answering })).toEqual([
    '-..9 AVAILABLE 8',
    '7..8 LAST_KNOWN - LMS_TIMEOUT',
    '9..- LIVE ON_LOAN 16',
    '11..- LAST_KNOWN ON_LOAN - LMS_TIMEOUT',
  ]);
});

it('lends no word to a span that says something else, where a change was not noted', () => {
  expect(spans({ changes: [change(10, 'ON_LOAN', said(9, 'AVAILABLE'))], newest: said(11, 'AVAILABLE') })).toEqual([
    '-..10 AVAILABLE 9',
    '10..11 LIVE ON_LOAN 10',
    '11..- AVAILABLE 11',
  ]);
  const changes = [change(10, 'ON_LOAN', said(9, 'AVAILABLE')), change(14, 'LOST', said(13, 'AVAILABLE'))];
  expect(spans({ changes })).toEqual([
    '-..10 AVAILABLE 9',
    '10..13 LIVE ON_LOAN 10',
    '13..14 AVAILABLE 13',
    '14..- LIVE LOST 14',
  ]);
});

it('tells each status of a silence in which harvest went on', () => {
  const harvested = { ...change(12, 'AVAILABLE', said(10, 'ON_LOAN')), source: 'HARVEST' as const };
  const answering = [answers(11, 'LMS_TIMEOUT'), answers(14, null)];

  expect(spans({ changes: [harvested], newest: said(12, 'AVAILABLE'), answering })).toEqual([
    '-..12 ON_LOAN 10',
    '11..12 LAST_KNOWN ON_LOAN 10 LMS_TIMEOUT',
    '12..- HARVEST AVAILABLE 12',
    '12..14 LAST_KNOWN AVAILABLE 12 LMS_TIMEOUT',
  ]);
});

it('tells no status of the part of a silence in which what was known was too old to be shown', () => {
  const answering = [answers(11, 'LMS_TIMEOUT'), answers(14, null), answers(20, 'LMS_TIMEOUT')];

  expect(spans({ newest: said(10, 'ON_LOAN'), answering, shownForMs: 3 * HOUR_MS })).toEqual([
    '-..- ON_LOAN 10',
    '11..13 LAST_KNOWN ON_LOAN 10 LMS_TIMEOUT',
    '13..14 LAST_KNOWN 10 LMS_TIMEOUT',
    '20..- LAST_KNOWN 10 LMS_TIMEOUT',
  ]);
  expect(spans({ newest: said(22, 'LOST'), answering: [answers(22, 'LMS_TIMEOUT')], shownForMs: 3 * HOUR_MS })).toEqual(
    ['-..- LOST 22', '22..- LAST_KNOWN LOST 22 LMS_TIMEOUT'],
  );
});
