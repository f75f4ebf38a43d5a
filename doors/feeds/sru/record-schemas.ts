/** The schemas in which a record is given: its MARC as it was published, or Dublin Core made of it. */
import { DC_ELEMENTS, writeDublinCore, writeMarcXml } from '../published-record.ts';

export interface RecordSchema {
  /** Short, and other names under which it is asked for. */
  readonly names: readonly string[];
  readonly identifier: string;
  readonly title: string;
  /** The record as one element. Throws for bytes that cannot be read. */
  readonly write: (body: Uint8Array) => string;
}

const MARCXML = 'info:srw/schema/1/marcxml-v1.1';
const DUBLIN_CORE = 'info:srw/schema/1/dc-v1.1';

/** The first is given if none is asked for. */
export const RECORD_SCHEMAS: readonly [RecordSchema, ...RecordSchema[]] = [
  {
    names: ['marcxml', MARCXML, 'http://www.loc.gov/MARC21/slim'],
    identifier: MARCXML,
    title: 'MARC 21 as MARCXML, with holdings in 852 and 866',
    write: writeMarcXml,
  },
  {
    names: ['dc', DUBLIN_CORE, 'info:srw/schema/1/dc-schema'],
    identifier: DUBLIN_CORE,
    title: 'Simple Dublin Core',
    write: (body) =>
      writeDublinCore(body, 'srw_dc:dc', {
        'xmlns:srw_dc': 'info:srw/schema/1/dc-schema',
        'xmlns:dc': DC_ELEMENTS,
      }),
  },
];
