export { changeRuling, createClusterSettings, previewRuling } from './change-ruling.ts';
export type { RulingOptions, RulingOrder, RulingResult, Wanted } from './change-ruling.ts';
export type { RuledEdition, RulingEffect } from './effect.ts';
export { allRulings, dropRuling, keepRulings } from './keep-rulings.ts';
export { toNote } from './ruling.ts';
export { parseRulingLine, toActionNote, toRecordId, toRulingLine } from './ruling.ts';
export type { Ruling } from './ruling.ts';
