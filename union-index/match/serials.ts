import type { Identifiers } from '../description.ts';
import type { TitleFacts, TitleLevel } from './title-agreement.ts';
import { compareTitles } from './title-agreement.ts';

/**
 * Log-odds of two records of serials, by rule: the model is of monographs, whose years and pages a serial has not. The
 * numbers decide together with the title, because many serials are called `Annual report` or `Bulletin`.
 */
const TITLE_WEIGHTS: Readonly<Record<TitleLevel, number>> = { EQUAL: 1, SHORTER: 0.3, NEAR: 0, UNLIKE: -6 };
const SHARED_ISSN = 3.5;
const ISSN_DIFFERS = -5;
const SHARED_NUMBER = 3.2;
/** Without a number in common two serials of one title are as likely two as one. */
const START = -1;

export function weighSerials(
  a: { readonly identifiers: Identifiers; readonly serialTitle: TitleFacts },
  b: { readonly identifiers: Identifiers; readonly serialTitle: TitleFacts },
  ignoredKeys: ReadonlySet<string>,
): number {
  const level = compareTitles(a.serialTitle, b.serialTitle);
  return (
    START +
    TITLE_WEIGHTS[level] +
    weighIssns(a.identifiers, b.identifiers, ignoredKeys) +
    weighNumbers(a, b, ignoredKeys)
  );
}

function weighIssns(a: Identifiers, b: Identifiers, ignoredKeys: ReadonlySet<string>): number {
  if (a.issns.length === 0 || b.issns.length === 0) return 0;
  return a.issns.some((issn) => b.issns.includes(issn) && !ignoredKeys.has(`issn:${issn}`))
    ? SHARED_ISSN
    : ISSN_DIFFERS;
}

function weighNumbers(
  a: { readonly identifiers: Identifiers },
  b: { readonly identifiers: Identifiers },
  ignoredKeys: ReadonlySet<string>,
): number {
  const kinds = [
    ['lccn', a.identifiers.lccns, b.identifiers.lccns],
    ['oclc', a.identifiers.oclcNumbers, b.identifiers.oclcNumbers],
    ['nlm', a.identifiers.nlmIds, b.identifiers.nlmIds],
  ] as const;
  const shared = kinds.some(([kind, numbers, others]) =>
    numbers.some((number) => others.includes(number) && !ignoredKeys.has(`${kind}:${number}`)),
  );
  return shared ? SHARED_NUMBER : 0;
}
