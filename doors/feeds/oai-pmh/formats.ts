/** The formats in which an entry is given: `marc21`, and `oai_dc`, which every repository must have. */
import { MARCXML_NAMESPACE } from '#marc/index.ts';
import { DC_ELEMENTS, writeDublinCore, writeMarcXml } from '../published-record.ts';
import { xmlElement } from '../xml.ts';
import { XSI_NAMESPACE } from './envelope.ts';
import { fault, OaiFaults } from './faults.ts';

export interface MetadataFormat {
  readonly prefix: string;
  readonly schema: string;
  readonly namespace: string;
  /** The record as one element of the format. */
  readonly write: (body: Uint8Array) => string;
}

const DC_NAMESPACE = 'http://www.openarchives.org/OAI/2.0/oai_dc/';
const DC_SCHEMA = 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd';

const FORMATS: readonly MetadataFormat[] = [
  {
    prefix: 'oai_dc',
    schema: DC_SCHEMA,
    namespace: DC_NAMESPACE,
    write: (body) =>
      writeDublinCore(body, 'oai_dc:dc', {
        'xmlns:oai_dc': DC_NAMESPACE,
        'xmlns:dc': DC_ELEMENTS,
        'xmlns:xsi': XSI_NAMESPACE,
        'xsi:schemaLocation': `${DC_NAMESPACE} ${DC_SCHEMA}`,
      }),
  },
  {
    prefix: 'marc21',
    schema: 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd',
    namespace: MARCXML_NAMESPACE,
    write: writeMarcXml,
  },
];

/** Throws `cannotDisseminateFormat` if there is no such format. */
export function requireFormat(prefix: string): MetadataFormat {
  const format = FORMATS.find((one) => one.prefix === prefix);
  if (format !== undefined) return format;
  const known = FORMATS.map((one) => one.prefix).join(' and ');
  throw new OaiFaults(fault('cannotDisseminateFormat', `There is no format "${prefix}" here, but ${known}.`));
}

/** What ListMetadataFormats says; it is the same of every entry. */
export function writeFormats(): string {
  const formats = FORMATS.map(({ prefix, schema, namespace }) => {
    const parts = [
      xmlElement('metadataPrefix', prefix),
      xmlElement('schema', schema),
      xmlElement('metadataNamespace', namespace),
    ];
    return xmlElement('metadataFormat', parts.join(''));
  });
  return xmlElement('ListMetadataFormats', formats.join(''));
}
