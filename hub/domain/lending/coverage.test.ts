import { describe, expect, it } from 'vitest';
import type { HoldingStatement, StatementKind } from '../catalogue.ts';
import { coverageOf, type Coverage } from './coverage.ts';
import { writeCoverage } from './write-run.ts';

const THIS_YEAR = 2026;

function stated(text: string, rest: Partial<HoldingStatement> = {}): HoldingStatement {
  return { kind: 'MAIN', text, from: null, to: null, retention: null, note: null, ...rest };
}

const ofYear = (year: number, ...statements: readonly HoldingStatement[]): Coverage =>
  coverageOf(statements, { year, volume: null }, THIS_YEAR);
const ofVolume = (volume: string, ...statements: readonly HoldingStatement[]): Coverage =>
  coverageOf(statements, { year: null, volume }, THIS_YEAR);

describe('coverageOf', () => {
  it('tells what lies within a run from what lies outside', () => {
    const run = stated('v.10-20 (1990-2000)');

    expect([1989, 1990, 2000, 2001].map((year) => ofYear(year, run))).toEqual(['NO', 'YES', 'YES', 'NO']);
    expect(['9', '10', 'v. 20', 'Vol.21'].map((volume) => ofVolume(volume, run))).toEqual(['NO', 'YES', 'YES', 'NO']);
  });

  it('knows an open run up to this year, and no further', () => {
    expect(ofYear(THIS_YEAR, stated('1998-'))).toBe('YES');
    expect(ofYear(THIS_YEAR + 1, stated('1998-'))).toBe('UNKNOWN');
  });

  it('makes no open run of a year at one end and a volume at the other', () => {
    const end = { levels: [], countsThrough: true, year: null, month: null };
    const text = writeCoverage({ ...end, year: '1998' }, { ...end, levels: ['v.9'] }) ?? '';

    expect([text, ofYear(2024, stated(text)), ofVolume('12', stated(text))]).toEqual([
      '1998-v.9',
      'UNKNOWN',
      'UNKNOWN',
    ]);
  });

  it('cannot tell of the year in which a run begins or ends part-way', () => {
    const run = stated('Vol. 7, no. 8 (Sept. 1986)-v. 16, no. 1 (Jan. 1995)');

    expect([1985, 1986, 1987, 1995, 1996].map((year) => ofYear(year, run))).toEqual([
      'NO',
      'UNKNOWN',
      'YES',
      'UNKNOWN',
      'NO',
    ]);
  });

  it('says no only where every statement was read', () => {
    expect(ofYear(1970, stated('1980-1990'), stated('1995-'))).toBe('NO');
    expect(ofYear(1970, stated('1980-1990'), stated('odd issues before'))).toBe('UNKNOWN');
    expect(ofYear(1985, stated('1980-1990'), stated('odd issues before'))).toBe('YES');
    expect(ofYear(1985)).toBe('UNKNOWN');
  });

  it.each<StatementKind>(['SUPPLEMENT', 'INDEX'])(
    'reads nothing of the volumes into a statement of kind %s',
    (kind) => {
      expect(ofYear(1985, stated('1980-1990', { kind }))).toBe('UNKNOWN');
    },
  );

  it('promises nothing of issues that are kept for a time only', () => {
    expect(ofYear(2025, stated('2001-', { retention: 'current year and last' }))).toBe('UNKNOWN');
    expect(ofYear(1999, stated('2001-', { retention: 'current year and last' }))).toBe('NO');
  });

  it('cannot tell of what the run lacks, and is sure of the rest', () => {
    const run = stated('v.10-20 (1990-2000), lacks v.15');
    const some = stated('1990-2000 (incomplete)');

    expect([ofVolume('14', run), ofVolume('15', run), ofVolume('21', run)]).toEqual(['YES', 'UNKNOWN', 'NO']);
    expect([ofYear(1994, run), ofYear(1989, run)]).toEqual(['UNKNOWN', 'NO']);
    expect([ofYear(1994, some), ofYear(1989, some)]).toEqual(['UNKNOWN', 'NO']);
    expect(ofVolume('14', stated('v.10-20', { note: 'LACKS: v.15' }))).toBe('YES');
    expect(ofVolume('15', stated('v.10-20', { note: 'LACKS: v.15' }))).toBe('UNKNOWN');
  });

  it.each([
    ['P1Y', 'NO', 'UNKNOWN', 'YES', 'YES'],
    ['P18M', 'NO', 'UNKNOWN', 'UNKNOWN', 'YES'],
    ['R2Y', 'YES', 'YES', 'UNKNOWN', 'NO'],
    ['R18M', 'YES', 'UNKNOWN', 'UNKNOWN', 'NO'],
    ['R10Y;P30D', 'UNKNOWN', 'UNKNOWN', 'YES', 'YES'],
    ['P1Y;P2Y', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'],
  ])('reads an embargo of %s', (retention, ...answers) => {
    const run = stated('2001-', { retention });

    expect([2026, 2025, 2024, 2023].map((year) => ofYear(year, run))).toEqual(answers);
    expect([ofYear(2000, run), ofVolume('12', stated('v.1-', { retention }))]).toEqual(['NO', 'UNKNOWN']);
  });

  it.each(['Lacks two issues', 'Selected articles', 'Also 1985-1989'])('cannot tell where a note says "%s"', (note) => {
    expect(ofYear(1995, stated('1990-2000', { note }))).toBe('UNKNOWN');
    expect(ofYear(1985, stated('1990-2000', { note }))).toBe('UNKNOWN');
  });

  it.each([
    'Current year only',
    'Latest issue only',
    'Most recent issues',
    'Retained for one year',
    'Discarded after two years',
    'Current issues only kept',
    'Keep two years',
    'Subscription cancelled',
    'Older issues withdrawn',
    'Disposed of yearly',
  ])('promises nothing where a note says "%s"', (note) => {
    expect(ofYear(1995, stated('1990-', { note }))).toBe('UNKNOWN');
  });

  it.each(['In the basement; ask at the desk', 'Kept in the store', 'Current subscription', 'Library use only'])(
    'is not held up by a note that says "%s"',
    (note) => {
      expect(ofYear(1995, stated('1990-2000', { note }))).toBe('YES');
    },
  );

  it('trusts year and volume where they agree, and neither where they do not', () => {
    const run = stated('v.10-20 (1990-2000)');
    const both = (year: number, volume: string): Coverage => coverageOf([run], { year, volume }, THIS_YEAR);

    expect([both(1995, '15'), both(1985, '5'), both(1995, '5')]).toEqual(['YES', 'NO', 'UNKNOWN']);
  });

  it('goes by the year alone where volumes are not stated, or the wanted one cannot be read', () => {
    expect(coverageOf([stated('1990-2000')], { year: 1995, volume: '15' }, THIS_YEAR)).toBe('YES');
    expect(coverageOf([stated('v.1-9 (1990-2000)')], { year: 1995, volume: '15-16' }, THIS_YEAR)).toBe('YES');
    expect(ofVolume('15', stated('1990-2000'))).toBe('UNKNOWN');
  });
});
