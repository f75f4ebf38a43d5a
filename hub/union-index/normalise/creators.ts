import type { MarcDataField } from '#marc/marc-record.ts';
import { subfields, unique, type MarcFields } from './marc-fields.ts';
import { trimIsbd } from './text.ts';

/** More are a conference's participants; nobody looks for the book by them. */
const CREATORS_MAX = 20;

/**
 * Reads who made it, the main entry first.
 *
 *     100 1_ $a Jones, Alice, $d 1950- $e author.
 *     110 2_ $a World Health Organization. $b Regional Office for Europe.
 *     700 12 $a Smith, J. $t Collected papers.      (a work inside this one: not a maker of the whole)
 */
export function readCreators(fields: MarcFields): readonly string[] {
  const names = fields
    .data('100', '110', '111', '700', '710', '711')
    .filter((field) => !field.subfields.some(({ code }) => code === 't'))
    .map(toName)
    .filter((name) => name !== '');
  return unique(names).slice(0, CREATORS_MAX);
}

function toName(field: MarcDataField): string {
  // $b: a person's number (`John Paul II`), a body's part; $e is a part only of a meeting. $c (`Sir`, a place) is left out.
  if (field.tag.endsWith('10') || field.tag.endsWith('11')) {
    return subfields(field, field.tag.endsWith('11') ? 'ae' : 'ab')
      .map(trimIsbd)
      .filter((part) => part !== '')
      .join('. ');
  }
  return trimIsbd(subfields(field, 'ab').join(' '));
}
