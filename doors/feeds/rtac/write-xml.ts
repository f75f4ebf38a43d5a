/** Writes the XML of edge-rtac: `holdings.xsd` for one title, `batch-holdings.xsd` for several. */
import { XML_DECLARATION, xmlText } from '../xml.ts';
import type { RtacHolding } from './holdings.ts';

export interface RtacError {
  readonly code: string;
  readonly message: string;
}

export interface RtacTitle {
  /** As it was requested. */
  readonly instanceId: string;
  readonly holdings: readonly RtacHolding[];
}

/** The older schema knows six fields, and wants each of them. */
export function writeSingle(holdings: readonly RtacHolding[]): string {
  const written = holdings.map((holding) => {
    const { id, callNumber, location, status, dueDate = '', tempLocation = '' } = holding;
    return `<holding>${writeFields({ id, callNumber, location, status, dueDate, tempLocation })}</holding>`;
  });
  return `${XML_DECLARATION}<holdings>${written.join('')}</holdings>`;
}

export function writeBatch(titles: readonly RtacTitle[], errors: readonly RtacError[]): string {
  const written = titles.map(
    ({ instanceId, holdings }) =>
      `<holdings>${writeField('instanceId', instanceId)}${holdings.map(writeHolding).join('')}</holdings>`,
  );
  // The schema wants one at least.
  const all = written.length === 0 ? '<holdings/>' : written.join('');
  return `${XML_DECLARATION}<instances>${all}${errors.length === 0 ? '' : writeErrors(errors)}</instances>`;
}

function writeErrors(errors: readonly RtacError[]): string {
  const written = errors.map(
    ({ message, code }) => `<error>${writeField('message', message)}${writeField('code', code)}</error>`,
  );
  return `<errors>${written.join('')}</errors>`;
}

/** The fields of {@link RtacHolding} stand in the order of the schema. */
function writeHolding(holding: RtacHolding): string {
  const { materialType, library, holdingsStatements = [], ...fields } = holding;
  const statements = holdingsStatements.map(
    ({ statement, note }) => `<holdingsStatements>${writeFields({ statement, note })}</holdingsStatements>`,
  );
  const type = `<materialType>${writeFields(materialType)}</materialType>`;
  const owner = `<library>${writeFields(library)}</library>`;
  return `<holding>${writeFields(fields)}${type}${owner}${statements.join('')}</holding>`;
}

function writeFields(fields: object): string {
  let written = '';
  for (const [name, value] of Object.entries(fields)) written += writeField(name, String(value));
  return written;
}

/** Without attributes, of which an answer has none in ten thousand elements. */
function writeField(name: string, text: string): string {
  return text === '' ? `<${name}/>` : `<${name}>${xmlText(text)}</${name}>`;
}
