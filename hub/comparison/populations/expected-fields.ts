/**
 * What nearly every record has, and the MARC fields of which one says it. Beside the rules of MARC 21 (`FAULT`): that a
 * field is missing here is no error, but work for whoever wants to find or match the record.
 */
export const EXPECTED_FIELDS = {
  CODED: ['008'],
  TITLE: ['245'],
  IDENTIFIER: ['010', '020', '022', '024', '035'],
  STANDARD_NUMBER: ['020', '022', '024'],
  CREATOR: ['100', '110', '111', '700', '710', '711', '720'],
  PUBLICATION: ['260', '264', '533'],
  EXTENT: ['300'],
  CONTENT_TYPE: ['336'],
  CLASS_MARK: ['050', '055', '060', '070', '080', '082', '084', '090', '092', '096', '852', '942'],
  SUBJECT: ['600', '610', '611', '630', '647', '648', '650', '651', '653'],
  SOURCE_OF_RECORD: ['040'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
