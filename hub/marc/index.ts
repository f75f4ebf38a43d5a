/** MARC 21 in its three forms, read without losing a byte, and written. No library system is known here. */
export {
  CUT_AT_END,
  hasLostText,
  repairKind,
  type MarcOutcome,
  type MarcParsed,
  type MarcReadRecord,
  type MarcReadResult,
} from './marc-outcome.ts';
export {
  isControlField,
  type MarcDataField,
  type MarcField,
  type MarcFormat,
  type MarcRecord,
  readFieldLink,
} from './marc-record.ts';
export { parseIso2709Record } from './iso2709-parse.ts';
export { writeIso2709 } from './iso2709-write.ts';
export { parseMarcInJson, writeMarcInJson } from './marc-in-json.ts';
export { parseMarcXmlRecord } from './marcxml-parse.ts';
export { escapeMarkup, MARCXML_NAMESPACE, writeCleanMarcXml, writeMarcXml } from './marcxml-write.ts';
export { readMarc, readMarcBytes, scanMarc, scanMarcBytes, SNIFF_BYTES } from './read-marc.ts';
export { describeOther } from './other-files.ts';
export { checkMarc, MAX_LISTED_REJECTS, type MarcCheck, type MarcFileFormat } from './check-marc.ts';
