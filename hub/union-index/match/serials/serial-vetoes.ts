import { withinDistance } from '../edit-distance.ts';
import { nameOf, type SerialFacts } from './serial-facts.ts';

/** Letters to one that may be lost or mistyped. */
const SLIP_EACH = 12;

/** Predecessor and successor are two serials, whatever title and number they share. */
export function explainHistory(a: SerialFacts, b: SerialFacts): string | null {
  const link = findLink(a, b) ?? findLink(b, a);
  return link === null ? null : `one continues the other: ${link}`;
}

/** One had ended before the other began. Two that overlap may be one, however far apart libraries date its start. */
export function explainRuns(a: SerialFacts, b: SerialFacts): string | null {
  const [first, second] = endsBefore(a, b) ? [a, b] : [b, a];
  if (!endsBefore(first, second)) return null;
  return `one ended in ${String(first.lastYear)}, the other began in ${String(second.firstYear)}`;
}

export function explainSupplement(a: SerialFacts, b: SerialFacts): string | null {
  return a.supplement === b.supplement ? null : 'one is a supplement, the other is not';
}

/** Two sections by name. Their words are those of the whole, so that only the order may tell them apart. */
export function explainSection(a: SerialFacts, b: SerialFacts): string | null {
  const [section, other] = [a.section, b.section];
  if (section === '' || other === '' || section.startsWith(other) || other.startsWith(section)) return null;
  const slip = Math.ceil(Math.max(section.length, other.length) / SLIP_EACH);
  return withinDistance(section, other, slip) ? null : `section ${section} / ${other}`;
}

/** A link to itself, as title changes with one ISSN have, names nobody. */
function findLink(a: SerialFacts, b: SerialFacts): string | null {
  for (const { title, numbers } of a.relations) {
    const number = numbers.find((key) => b.numbers.has(key) && !a.numbers.has(key));
    if (number !== undefined) return number;
    const name = title === null ? '' : nameOf(title);
    if (name !== '' && b.ownNames.has(name) && !a.ownNames.has(name)) return title;
  }
  return null;
}

function endsBefore(a: SerialFacts, b: SerialFacts): boolean {
  if (a.lastYear === null || b.firstYear === null) return false;
  if (a.lastYear < b.firstYear) return true;
  // `1969-1975` and `1975-1980` are a serial and its successor.
  return a.lastYear === b.firstYear && a.firstYear !== null && a.firstYear < b.firstYear;
}
