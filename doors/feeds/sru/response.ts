/** Writes the answers of SRU 1.1 and 1.2; elements are in the order that their schema asks for. */
import { XML_DECLARATION, xmlElement, xmlText } from '../xml.ts';
import type { SruDiagnostic } from './diagnostics.ts';
import type { Operation, Packing, Version } from './request.ts';

const SRU_NAMESPACE = 'http://www.loc.gov/zing/srw/';
const DIAGNOSTIC_NAMESPACE = 'http://www.loc.gov/zing/srw/diagnostic/';
const DIAGNOSTIC_SCHEMA = 'info:srw/schema/1/diagnostics-v1.1';

export interface WrittenRecord {
  readonly schema: string;
  /** One element. */
  readonly xml: string;
  /** Counted from 1; absent of the record of explain. */
  readonly position?: number;
}

/** An element of the protocol's own namespace. */
export function sruElement(name: string, content: string): string {
  return xmlElement(`zs:${name}`, content);
}

/** A whole answer. */
export function writeResponse(operation: Operation, version: Version, parts: readonly string[]): string {
  const content = [sruElement('version', version), ...parts].join('');
  return XML_DECLARATION + xmlElement(`zs:${operation}Response`, content, { 'xmlns:zs': SRU_NAMESPACE });
}

/** The answer to what cannot be answered. */
export function writeRefusal(operation: Operation, version: Version, diagnostic: SruDiagnostic): string {
  const nothing = operation === 'searchRetrieve' ? [sruElement('numberOfRecords', '0')] : [];
  return writeResponse(operation, version, [...nothing, writeDiagnostics(diagnostic)]);
}

/** What is wrong, in an answer or in the place of one. */
export function writeDiagnostics(diagnostic: SruDiagnostic): string {
  return sruElement('diagnostics', writeDiagnostic(diagnostic));
}

export function writeRecord({ schema, xml, position }: WrittenRecord, packing: Packing): string {
  const parts = [
    sruElement('recordSchema', schema),
    sruElement('recordPacking', packing),
    sruElement('recordData', packing === 'xml' ? xml : xmlText(xml)),
    ...(position === undefined ? [] : [sruElement('recordPosition', String(position))]),
  ];
  return sruElement('record', parts.join(''));
}

/** What stands in the place of a record that cannot be given. */
export function writeSurrogate(diagnostic: SruDiagnostic, position: number, packing: Packing): string {
  return writeRecord({ schema: DIAGNOSTIC_SCHEMA, xml: writeDiagnostic(diagnostic), position }, packing);
}

function writeDiagnostic({ number, details, message }: SruDiagnostic): string {
  const parts = [
    xmlElement('uri', `info:srw/diagnostic/1/${String(number)}`),
    ...(details === '' ? [] : [xmlElement('details', xmlText(details))]),
    xmlElement('message', xmlText(message)),
  ];
  return xmlElement('diagnostic', parts.join(''), { xmlns: DIAGNOSTIC_NAMESPACE });
}
