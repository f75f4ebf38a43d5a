import { describe, expect, it } from 'vitest';
import { compareRuns, toSpans, type JournalRuns, type StatedRun } from './journal-runs.ts';

const THIS_YEAR = 2025;
const stated = (library: string, text: string, more: Partial<StatedRun['statements'][number]> = {}): StatedRun => ({
  library,
  statements: [{ text, note: null, retention: null, ...more }],
});
const yearsAlone = (journal: JournalRuns): Record<string, string> =>
  Object.fromEntries(journal.libraries.map((run) => [run.library, toSpans(run.yearsAlone)]));

describe('compareRuns', () => {
  it('says who alone has which years, and where there is a gap', () => {
    const journal = compareRuns(
      [stated('north', 'v.1-6 (1979-1984)'), stated('south', 'v.4-5 (1982-1983)'), stated('west', 'v.9- (1987-)')],
      THIS_YEAR,
    );
    expect(toSpans(journal.years)).toBe('1979-1984, 1987-2025');
    expect(toSpans(journal.gaps)).toBe('1985-1986');
    expect(yearsAlone(journal)).toEqual({ north: '1979-1981, 1984', south: '', west: '1987-2025' });
    expect(journal.libraries.map(({ volumesAlone }) => toSpans(volumesAlone))).toEqual(['1-3, 6', '', '']);
    expect(journal.unread).toEqual([]);
  });

  it('names the libraries whose statements cannot be read, and guesses nothing of them', () => {
    const journal = compareRuns(
      [
        stated('north', '1990-1995'),
        stated('south', 'scattered issues'),
        stated('west', '1990-1999', { note: 'lacks 1993' }),
        stated('east', '2020-', { retention: '5 years' }),
      ],
      THIS_YEAR,
    );
    expect(journal.unread).toEqual(['south', 'west', 'east']);
    expect(toSpans(journal.years)).toBe('1990-1995');
    expect(yearsAlone(journal)['south']).toBe('');
  });

  it('counts of what is under an embargo the years that are there for certain', () => {
    const { libraries, unread } = compareRuns(
      [stated('north', 'v.1 (2020)-', { retention: 'P1Y' }), stated('south', '2020-', { retention: 'R2Y' })],
      THIS_YEAR,
    );

    expect(libraries.map(({ years, volumes }) => [years && toSpans(years), volumes])).toEqual([
      ['2020-2023', null],
      [null, null],
    ]);
    expect(unread).toEqual(['south']);
    expect(libraries.map(({ text }) => text)).toEqual(['v.1 (2020)- (embargo P1Y)', '2020- (embargo R2Y)']);
  });
});
