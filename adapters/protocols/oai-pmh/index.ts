/** OAI-PMH 2.0 from the harvester's side: requests and answers. It makes no calls and knows no library system. */
export type { OaiAnswer, OaiIdentify, OaiRecord, OaiReject } from './oai-answer.ts';
export { parseOaiPmh } from './parse-answer.ts';
export { nextOaiFrom } from './request.ts';
export type { OaiRequest } from './request.ts';
