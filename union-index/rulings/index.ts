export { changeRuling, previewRuling } from './change-ruling.ts';
export type { RulingOptions, RulingOrder, RulingPreview, RulingResult, Wanted } from './change-ruling.ts';
export { RULED_RECORDS_MAX, type RuledEdition, type RulingEffect } from './effect.ts';
export { allRulings, dropRuling, keepRulings } from './keep-rulings.ts';
export { NOTE_MAX, toNote } from './note.ts';
export { parseRulingLine, toActionNote, toRecordId, toRulingLine } from './ruling.ts';
export type { Ruling } from './ruling.ts';
export { createClusterSettings } from './settings.ts';
