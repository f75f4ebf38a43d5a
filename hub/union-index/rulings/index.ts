export {
  changeRuling,
  createClusterSettings,
  previewRuling,
  type RulingOptions,
  type RulingOrder,
  type RulingResult,
  type Wanted,
} from './change-ruling.ts';
export {
  answerRulingRequest,
  askForRuling,
  forgetRulingRequests,
  listRulingRequests,
  type RulingRequest,
} from './requests.ts';
export type { RuledEdition, RulingEffect } from './effect.ts';
export { allRulings, dropRuling, keepNewRulings, keepRulings } from './keep-rulings.ts';
export { toNote, parseRulingLine, toActionNote, toRecordId, toRulingLine, type Ruling } from './ruling.ts';
