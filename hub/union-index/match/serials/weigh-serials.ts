import type { KeySet } from '../match-keys.ts';
import type { Identifiers } from '../../description.ts';
import { bestOf, containment, dice, type CodeSet } from '../similarity.ts';
import { compareTitles, type TitleLevel } from '../title-agreement.ts';
import type { SerialFacts } from './serial-facts.ts';

/** A serial with what its comparison needs besides its own facts. */
export interface ComparedSerial {
  readonly serialFacts: SerialFacts;
  readonly identifiers: Identifiers;
  readonly title: { readonly grams: CodeSet };
}

/** One concern of a comparison of two serials, and how far it moves the judgement. */
export interface SerialFinding {
  readonly feature: 'serial-title' | 'issn' | 'number' | 'body' | 'publisher' | 'first-year';
  /** Log-odds: above nought for one edition, below against. */
  readonly weight: number;
  readonly text: string;
}

/**
 * Two serials of which nothing is compared are two. The weights are set and not learned, because nobody labelled pairs
 * of serials: a shared ISSN joins titles that agree; without a number it takes a title that tells, its publisher and its
 * first year together.
 */
export const SERIALS_START = -1.5;
const TITLES: Readonly<Record<TitleLevel, number>> = { EQUAL: 2, SHORTER: 0.8, NEAR: 0.5, UNLIKE: -6 };
/** Few serials have as long a title, and no two the same. */
const LONG_TITLE = 3;
const LONG_TITLE_FROM = 30;
/** A title under which a hundred bodies publish says next to nothing. */
const GENERIC_TITLE = 0.3;
/** One's title is what the other is called besides: the abbreviation, the initials. */
const OTHER_NAME = 1;
/** Letters that were lost in decoding leave so much of a title; a number must say the rest. */
const LIKE_ENOUGH = 0.45;
const ISSN = { shared: 3.5, linking: 2.5, former: 1, differ: -5 } as const;
const NUMBER_SHARED = 3.4;
const BODY = { shared: 1, sharedByGeneric: 2.2, differ: -1, differByGeneric: -4, unknownByGeneric: -1 } as const;
const PUBLISHER_SHARED = 1.2;
/** Both have the same; another first year says nothing, because libraries code the year of what they have. */
const FIRST_YEAR_SHARED = 1.2;

/** What speaks for and against two serials being one; their sum, from `SERIALS_START`, is the weight. Symmetric. */
export function compareSerials(a: ComparedSerial, b: ComparedSerial, ignoredKeys: KeySet): readonly SerialFinding[] {
  const [first, second] = [a.serialFacts, b.serialFacts];
  const findings = [
    titleFinding(a, b),
    issnFinding(a, b, ignoredKeys),
    numberFinding(first, second, ignoredKeys),
    bodyFinding(first, second),
  ];
  if (bestOf(first.publishers, second.publishers, containment) >= 0.6) {
    findings.push({ feature: 'publisher', weight: PUBLISHER_SHARED, text: 'one publisher' });
  }
  if (first.firstYear !== null && first.firstYear === second.firstYear) {
    findings.push({ feature: 'first-year', weight: FIRST_YEAR_SHARED, text: `both since ${String(first.firstYear)}` });
  }
  return findings.filter((finding) => finding !== null);
}

function titleFinding(a: ComparedSerial, b: ComparedSerial): SerialFinding {
  const [first, second] = [a.serialFacts, b.serialFacts];
  const level = compareTitles(first.title, second.title);
  const finding = (weight: number, how: string): SerialFinding => ({
    feature: 'serial-title',
    weight,
    text: `${how}: ${first.title.full} / ${second.title.full}`,
  });
  if (level === 'EQUAL') {
    if (first.generic) return finding(GENERIC_TITLE, 'a title of many');
    return finding(first.title.full.length >= LONG_TITLE_FROM ? LONG_TITLE : TITLES.EQUAL, 'one title');
  }
  if (level !== 'UNLIKE') return finding(first.generic || second.generic ? 0 : TITLES[level], 'titles alike');
  if ([...first.names].some((name) => second.names.has(name))) return finding(OTHER_NAME, 'one under another name');
  if (dice(a.title.grams, b.title.grams) >= LIKE_ENOUGH && [...first.numbers].some((key) => second.numbers.has(key)))
    return finding(0, 'titles alike');
  return finding(TITLES.UNLIKE, 'two titles');
}

function issnFinding(a: ComparedSerial, b: ComparedSerial, ignoredKeys: KeySet): SerialFinding | null {
  const [issns, others] = [a.identifiers.issns, b.identifiers.issns];
  const [first, second] = [a.serialFacts, b.serialFacts];
  const shared = issns.find((issn) => others.includes(issn));
  if (shared !== undefined) {
    // What too many share says nothing, neither for nor against.
    return ignoredKeys.has(`issn:${shared}`)
      ? null
      : { feature: 'issn', weight: ISSN.shared, text: `both have ISSN ${shared}` };
  }
  const linking = first.linkingIssns.find((issn) => second.linkingIssns.includes(issn));
  if (linking !== undefined) return { feature: 'issn', weight: ISSN.linking, text: `both have ISSN-L ${linking}` };
  const former =
    issns.find((issn) => second.formerIssns.includes(issn)) ?? others.find((issn) => first.formerIssns.includes(issn));
  if (former !== undefined) {
    return { feature: 'issn', weight: ISSN.former, text: `ISSN ${former} is the one's own, and a former of the other` };
  }
  if (issns.length === 0 || others.length === 0) return null;
  return { feature: 'issn', weight: ISSN.differ, text: `ISSN ${issns.join(', ')} / ${others.join(', ')}` };
}

function numberFinding(a: SerialFacts, b: SerialFacts, ignoredKeys: KeySet): SerialFinding | null {
  const shared = [...a.numbers].find((key) => !key.startsWith('issn:') && b.numbers.has(key) && !ignoredKeys.has(key));
  return shared === undefined ? null : { feature: 'number', weight: NUMBER_SHARED, text: `both have ${shared}` };
}

function bodyFinding(a: SerialFacts, b: SerialFacts): SerialFinding | null {
  const generic = a.generic || b.generic;
  const likeness = bestOf(a.bodies, b.bodies, containment);
  if (Number.isNaN(likeness)) {
    return generic ? { feature: 'body', weight: BODY.unknownByGeneric, text: 'nobody says who publishes it' } : null;
  }
  if (likeness >= 0.6)
    return { feature: 'body', weight: generic ? BODY.sharedByGeneric : BODY.shared, text: 'one body' };
  if (likeness >= 0.3) return null;
  return { feature: 'body', weight: generic ? BODY.differByGeneric : BODY.differ, text: 'two bodies' };
}
