/** Files of headings as systems write them. */
import { writeIso2709, writeMarcXml, type MarcRecord } from '#marc/index.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';

/** An authority record of a topic with its other names. */
export function authority(heading: string, variants: readonly string[] = [], ...more: readonly string[]): MarcRecord {
  return marcOf(
    'LDR 00000nz  a2200000n  4500',
    `150 _2 $a ${heading}`,
    ...variants.map((variant) => `450 _2 $a ${variant}`),
    ...more,
  );
}

export function iso2709(...records: readonly MarcRecord[]): Buffer {
  return Buffer.concat(records.map((record) => writeIso2709(record)));
}

export function marcXml(...records: readonly MarcRecord[]): Buffer {
  const body = records.map((record) => writeMarcXml(record)).join('\n');
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n${body}\n</collection>\n`,
  );
}

export interface DescriptorOf {
  readonly name: string;
  /** The terms of each concept, the preferred concept first. */
  readonly concepts: readonly (readonly string[])[];
  readonly trees?: readonly string[];
}

/** A file in the shape of NLM's document type definition of 2025; texts are XML. */
export function descriptorFile(...descriptors: readonly DescriptorOf[]): string {
  const records = descriptors.map(({ name, concepts, trees = [] }, at) => {
    const ui = `D${String(at + 1).padStart(6, '0')}`;
    const concept = (terms: readonly string[], index: number): string => `
      <Concept PreferredConceptYN="${index === 0 ? 'Y' : 'N'}">
        <ConceptUI>M${String(at)}${String(index)}</ConceptUI>
        <ConceptName><String>${terms[0] ?? ''}</String></ConceptName>
        <ScopeNote>Not a term: <![CDATA[<Term>]]></ScopeNote>
        <TermList>${terms
          .map(
            (term) => `
          <Term ConceptPreferredTermYN="N" IsPermutedTermYN="N" LexicalTag="NON" RecordPreferredTermYN="N">
            <TermUI>T1</TermUI>
            <String>${term}</String>
            <DateCreated><Year>1999</Year><Month>01</Month><Day>01</Day></DateCreated>
          </Term>`,
          )
          .join('')}
        </TermList>
      </Concept>`;
    return `<DescriptorRecord DescriptorClass="1">
    <DescriptorUI>${ui}</DescriptorUI>
    <DescriptorName><String>${name}</String></DescriptorName>
    <SeeRelatedList><SeeRelatedDescriptor><DescriptorReferredTo>
      <DescriptorUI>D999999</DescriptorUI>
      <DescriptorName><String>Another heading, not this one</String></DescriptorName>
    </DescriptorReferredTo></SeeRelatedDescriptor></SeeRelatedList>
    <TreeNumberList>${trees.map((tree) => `<TreeNumber>${tree}</TreeNumber>`).join('')}</TreeNumberList>
    <ConceptList>${concepts.map(concept).join('')}</ConceptList>
  </DescriptorRecord>`;
  });
  return `<?xml version="1.0"?>
<!DOCTYPE DescriptorRecordSet SYSTEM "https://www.nlm.nih.gov/databases/dtd/nlmdescriptorrecordset_20250101.dtd">
<DescriptorRecordSet LanguageCode="eng">
${records.join('\n')}
</DescriptorRecordSet>
`;
}

/** The bytes of a file in pieces that break letters and tags. */
export async function* inPieces(bytes: Uint8Array, length = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.subarray(at, at + length));
}
