import { shortenKey, type KeySet } from './match-keys.ts';
import type { Binding, Identifiers } from '../description.ts';

/** A record's numbers, and the bindings that its ISBNs are of. */
interface Numbered {
  readonly identifiers: Identifiers;
  readonly bindings: readonly Binding[];
}

/** Numbers of one kind in two records. */
export interface IdentifierFinding {
  readonly kind: 'isbn' | 'lccn' | 'oclc' | 'nlm' | 'doi';
  /** Log-odds: above nought for, below against. */
  readonly weight: number;
  readonly text: string;
}

/**
 * What a shared number is worth, set and not learned: labelled pairs with numbers have their labels from the same
 * numbers. A shared ISBN weighs as much as the words of a doubtful pair lack, and less than a clear contradiction of
 * title, part, edition or year: publishers use ISBNs again for the next printing, and print the set's on each volume.
 */
const WEIGHTS = { isbn: 2.2, lccn: 2.2, oclc: 2.6, nlm: 2.2, doi: 2 } as const;
/** Two editions have two ISBNs; so have hardback and paperback, which one record or two may describe. */
const ISBNS_DIFFER = -1.2;
/** Of one binding, or where neither says which it is, two ISBNs are hardly those of one edition. */
const ISBNS_OF_ONE_BINDING_DIFFER = -2.4;
const NUMBERS_DIFFER = -0.3;
/** Each further ISBN that only one of them has makes a shared one say less (as Melinda has it). */
const UNSHARED_ISBN_FACTOR = 0.8;
/** Cancelled in one of them (which speaks for), or of its other form (against): nothing can be said. */
const OTHER_ISBN = 0;
/** All numbers together; several come from one source and are not independent. */
const IDENTIFIER_WEIGHT_MAX = 3;
/** Where three kinds of numbers agree: nobody mistypes all of them. */
const IDENTIFIER_WEIGHT_MAX_OF_THREE = 4;

/** Compares the numbers of two records, kind by kind; a kind that one of them lacks is no evidence. Symmetric. */
export function compareIdentifiers(
  { identifiers: a, bindings }: Numbered,
  { identifiers: b, bindings: otherBindings }: Numbered,
  ignoredKeys: KeySet,
): readonly IdentifierFinding[] {
  const findings: IdentifierFinding[] = [];
  const isbn = compareIsbns(a, b, ignoredKeys, mayBeTwoBindings(bindings, otherBindings));
  if (isbn !== null) findings.push(isbn);
  for (const [kind, numbers, others] of [
    ['lccn', a.lccns, b.lccns],
    ['oclc', a.oclcNumbers, b.oclcNumbers],
    ['nlm', a.nlmIds, b.nlmIds],
    ['doi', a.dois, b.dois],
  ] as const) {
    if (numbers.length === 0 || others.length === 0) continue;
    const shared = numbers.find(
      (number) => others.includes(number) && !ignoredKeys.has(shortenKey(`${kind}:${number}`)),
    );
    if (shared !== undefined) findings.push({ kind, weight: WEIGHTS[kind], text: `both have ${kind} ${shared}` });
    else findings.push({ kind, weight: NUMBERS_DIFFER, text: `${kind} ${numbers.join(', ')} / ${others.join(', ')}` });
  }
  return findings;
}

/** Whether one names a binding that the other does not name. */
function mayBeTwoBindings(bindings: readonly Binding[], others: readonly Binding[]): boolean {
  if (bindings.length === 0 && others.length === 0) return false;
  return !bindings.some((binding) => others.includes(binding));
}

function compareIsbns(
  a: Identifiers,
  b: Identifiers,
  ignoredKeys: KeySet,
  twoBindings: boolean,
): IdentifierFinding | null {
  const shared = a.isbns.filter((isbn) => b.isbns.includes(isbn) && !ignoredKeys.has(`isbn:${isbn}`));
  if (shared.length > 0) {
    const unshared = a.isbns.length + b.isbns.length - 2 * shared.length;
    const weight = WEIGHTS.isbn * UNSHARED_ISBN_FACTOR ** Math.max(0, unshared - shared.length);
    return { kind: 'isbn', weight, text: `both have ISBN ${shared.join(', ')}` };
  }
  const crossed =
    a.isbns.find((isbn) => b.otherIsbns.includes(isbn)) ?? b.isbns.find((isbn) => a.otherIsbns.includes(isbn));
  if (crossed !== undefined) {
    return {
      kind: 'isbn',
      weight: OTHER_ISBN,
      text: `ISBN ${crossed} is the one's own, and cancelled or of another form in the other`,
    };
  }
  if (a.isbns.length === 0 || b.isbns.length === 0) return null;
  const weight = twoBindings ? ISBNS_DIFFER : ISBNS_OF_ONE_BINDING_DIFFER;
  return { kind: 'isbn', weight, text: `ISBN ${a.isbns.join(', ')} / ${b.isbns.join(', ')}` };
}

/** The sum of the findings, kept below what contradicting metadata outweigh. */
export function identifierWeight(findings: readonly IdentifierFinding[]): number {
  const sum = findings.reduce((total, { weight }) => total + weight, 0);
  const agreeing = findings.filter(({ weight }) => weight > 0).length;
  return Math.min(agreeing < 3 ? IDENTIFIER_WEIGHT_MAX : IDENTIFIER_WEIGHT_MAX_OF_THREE, sum);
}
