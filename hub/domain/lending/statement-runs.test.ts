import { describe, expect, it } from 'vitest';
import { runsOf, type Run, type Whole } from './statement-runs.ts';

/** `v154-175 1984-2005`; a tilde at an end that is not whole, nothing behind a dash that goes on; in brackets what is missing. */
function written(statement: string): readonly string[] | null {
  return writtenRuns(runsOf(statement));
}

function partly(end: string, { volume, year }: Whole): readonly string[] {
  if (volume === year) return volume ? [] : [`~${end}`];
  return [`${volume ? 'year' : 'volume'}~${end}`];
}

function writtenRuns(runs: readonly Run[] | null): readonly string[] | null {
  return (
    runs?.map(({ volumes, years, startsWhole, endsWhole, lacks }) =>
      [
        ...(volumes === null ? [] : [`v${volumes.from}-${volumes.to ?? ''}`]),
        ...(years === null ? [] : [`${years.from}-${years.to ?? ''}`]),
        ...partly('start', startsWhole),
        ...partly('end', endsWhole),
        ...(lacks === null ? ['(something)'] : lacks.length === 0 ? [] : [`(${writtenRuns(lacks)?.join(', ')})`]),
      ].join(' '),
    ) ?? null
  );
}

describe('runsOf', () => {
  it.each([
    ['v.154-175  (1984-2005),', ['v154-175 1984-2005']],
    ['Jahrg.30-32  (1907-1909/1910)', ['v30-32 1907-1910']],
    ['v. [1]-12; 1954-1984.', ['v1-12 1954-1984']],
    ['v. 1- 1957-', ['v1- 1957-']],
    ['Vol. 1 (1935/36)-', ['v1- 1935-']],
    ['Vol. 1 (1985)-v. 10 (1994)', ['v1-10 1985-1994']],
    ['Vol. 12 (1998) to date', ['v12- 1998-']],
    ['1886-1900', ['1886-1900']],
    ['1990–92', ['1990-1992']],
    ['1995/6-1999/00', ['1995-2000']],
    ['12(1998)-', ['v12- 1998-']],
    ['v. 29-33 (nos. 340-387) Jan. 15, 1961 thru Dec. 15, 1964', ['v29-33 1961-1964 volume~end']],
    ['1-10 (1990-1999)', ['v1-10 1990-1999']],
    ['V.1', ['v1-1']],
    // Combined volumes, issues counted through, a day before its month.
    ['v.25/26-27/28 (2003/2004-2005/2006)', ['v25-28 2003-2006']],
    ['Vol. 91 (Jan. 1940)-v. 348, no. 6242 (26 June 2015)', ['v91-348 1940-2015 ~end']],
    ['no. 1- 1916-', ['1916-']],
    ['Årg. 24-40 (1986-2002)', ['v24-40 1986-2002']],
    ['Available from 2000.', ['2000-']],
    ['Available from 2000 volume: 12 issue: 1 until 2005 volume: 17', ['v12-17 2000-2005']],
    ['1998-date', ['1998-']],
  ])('reads %s', (statement, runs) => {
    expect(written(statement)).toEqual(runs);
  });

  it.each([
    ['v.1-5(1990-1994), 7(1996)-', ['v1-5 1990-1994', 'v7- 1996-']],
    ['1985-1990;1992;1994-', ['1985-1990', '1992-1992', '1994-']],
    ['Vol. 37 (1997), Vol. 40, issue 1 (Jan. 2000)-', ['v37-37 1997-1997', 'v40- 2000-']],
    ['[1.]1929/30 - 11.1942(1943); 27.1967/68; 1979', ['v1-11 1929-1942', 'v27-27 1967-1968', '1979-1979']],
  ])('reads the runs of %s apart', (statement, runs) => {
    expect(written(statement)).toEqual(runs);
  });

  it.each([
    ['Vol. 7, no. 8 (Sept. 1986)-v. 16, no. 1 (Jan. 1995)', ['v7-16 1986-1995 ~start ~end']],
    ['v.1:no.2-v.4  (1978-1982:June)', ['v1-4 1978-1982 ~start ~end']],
    ['v. 1-6; Mar./Apr. 1979-Dec. 1984', ['v1-6 1979-1984 ~start']],
    ['2.1954,4-', ['v2- 1954- ~start']],
    ['2.1954,4-3.1955', ['v2-3 1954-1955 ~start']],
    ['2.1991,2-4', ['v2-2 1991-1991 ~start ~end']],
    ['v.176:no.1,3-4,6 (2006)-', ['v176- 2006- ~start']],
    ['v. 1- Nov. 4, 1869-', ['v1- 1869- ~start']],
    ['v.21  (2004:May 30-Oct.)', ['v21-21 2004-2004 ~start ~end']],
    ['v.1-98:1-2 (1916/1917-2013)', ['v1-98 1916-2013 ~end']],
  ])('knows that %s is not whole at an end', (statement, runs) => {
    expect(written(statement)).toEqual(runs);
  });

  it.each([
    ['Vol. 27, no. 1 (Mar. 1992)-', ['v27- 1992- year~start']],
    ['v.3:no.7 (1976:Jan.)-v.18:no.6 (1991:Dec.)', ['v3-18 1976-1991 volume~start volume~end']],
    ['no.3 (1990)-no.2 (2000)', ['1990-2000 ~start ~end']],
  ])('judges volumes by their issues and years by their months in %s', (statement, runs) => {
    expect(written(statement)).toEqual(runs);
  });

  it('leaves open what is told at one end only', () => {
    expect(written('v.154-155  (1984)')).toEqual(['v154-155']);
  });

  it.each([
    ['v.1-20 (1980-1999), lacks v.5', ['v1-20 1980-1999 (v5-5)']],
    ['1990- lacks: 1995, 1997-98', ['1990- (1995-1995, 1997-1998)']],
    ['1998- (incomplete)', ['1998- (something)']],
    ['v.3-9; some issues missing', ['v3-9 (something)']],
  ])('knows what is missing in %s', (statement, runs) => {
    expect(written(statement)).toEqual(runs);
  });

  it.each([
    // Whether what stands behind it is missing or there, nobody can tell.
    'v.1-5 lacks v.3, v.7-',
    '1990- lacks v.3',
    'lacks v.5',
    '1980-1990 lacks a few issues',
    'from',
    'v.10/9',
    // Days in figures, whose numbers are no volumes.
    '01.03.1997-31.12.2005',
    'v.1:no.1 (15.03.1997)-',
    'v.1 (1997.03.15)-',
    '1990-2011-12-01',
    'v.1- (2011-12-01-)',
    'v.1/1990',
    'Began in 1990s.',
    'reels 1-25',
    'Last five years',
    '',
    '12',
    '1990-12',
    'v.10-5',
    '2002-2003-',
    'v. 1-6; 1979-',
    'v.1-5+',
    'v. 1- Apr',
    'Nr.1/3-38  (1979/2008-2012)',
  ])('reads nothing into "%s"', (statement) => {
    expect(runsOf(statement)).toBeNull();
  });
});
