/** Years in a query: `dc.date = 2010`, `dc.date within "2010 2015"`. Pure. */
import type { EntryCondition } from '#feed-log/index.ts';
import { SruDiagnostic } from '../diagnostics.ts';
import type { Relation } from './relations.ts';

export function readYears(term: string, relation: Relation): EntryCondition {
  const given = relation === 'WITHIN' || relation === 'ANY' ? term.split(/\s+/) : [term];
  const numbers = given.map((year) => readYear(year));
  const [first = 0, last = first, ...more] = numbers;
  switch (relation) {
    case 'LESS':
      return years(null, first - 1);
    case 'AT_MOST':
      return years(null, first);
    case 'MORE':
      return years(first + 1, null);
    case 'AT_LEAST':
      return years(first, null);
    case 'NOT':
      return { kind: 'NOT', left: years(null, null), right: years(first, first) };
    case 'WITHIN':
      if (numbers.length !== 2 || more.length > 0)
        throw invalid(term, '"within" takes two years, such as "2010 2015".');
      return years(first, last);
    default:
      return numbers.map((year) => years(year, year)).reduce((left, right) => ({ kind: 'OR', left, right }));
  }
}

function readYear(text: string): number {
  if (/^\d{4}$/.test(text)) return Number(text);
  throw invalid(text, 'a date is a year of four digits.');
}

function years(from: number | null, to: number | null): EntryCondition {
  return { kind: 'YEARS', from, to };
}

function invalid(value: string, explanation: string): SruDiagnostic {
  return new SruDiagnostic(36, value, explanation);
}
