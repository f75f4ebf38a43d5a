/**
 * The vocabulary of the demonstration: some headings of the Medical Subject Headings (MeSH) of the U.S. National Library of
 * Medicine with some of their entry terms, and of a few what is above them, as facts. `mesh-terms.tsv` has them, one heading a line; they become authority
 * records, as a region would load them from a file.
 */
import { readFileSync } from 'node:fs';
import { writeIso2709 } from '#marc/index.ts';
import { data } from './marc-fields.ts';

export interface DemoVocabulary {
  readonly name: string;
  readonly source: string;
  /** MARC authority records, ISO 2709. */
  readonly records: Uint8Array;
}

const AUTHORITY_LEADER = '00000nz  a2200000n  4500';

/** Reads it from the folder of the demonstration. */
export function readDemoVocabulary(): DemoVocabulary {
  const text = readFileSync(new URL('mesh-terms.tsv', import.meta.url), 'utf8');
  const [, ...lines] = text.trimEnd().split('\n');
  return {
    name: 'MeSH (selection)',
    source: 'lab/demo/mesh-terms.tsv: Medical Subject Headings, U.S. National Library of Medicine',
    records: Buffer.concat(lines.map(toAuthority)),
  };
}

function toAuthority(line: string): Uint8Array {
  const [heading = '', terms = '', above = ''] = line.split('\t');
  const [variants, broader] = [terms, above].map((names) => names.split(' | ').filter((name) => name !== ''));
  return writeIso2709({
    leader: AUTHORITY_LEADER,
    fields: [
      data('150', ' 2', ['a', heading]),
      ...(variants ?? []).map((term) => data('450', ' 2', ['a', term])),
      ...(broader ?? []).map((term) => data('550', ' 2', ['w', 'g'], ['a', term])),
    ],
  });
}
