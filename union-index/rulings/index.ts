export { allRulings, dropRuling, keepRulings } from './keep-rulings.ts';
export { parseRulingLine, toRecordId, toRulingLine } from './ruling.ts';
export type { Ruling } from './ruling.ts';
