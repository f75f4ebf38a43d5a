/** The door of the client library: a typed client of the graph of Mercia that needs `fetch` and no package. */
export * from './__generated__/operations.ts';
export { createMerciaClient } from './client.ts';
export type { AskOptions, MerciaClient, MerciaClientOptions } from './client.ts';
export type { Answer, NotLive } from './answer.ts';
export { GRAPH_ERROR_CODES, MerciaClientError } from './errors.ts';
export type { AnswerError, ClientErrorCode, GraphErrorCode } from './errors.ts';
export type { Connection, PagesOptions } from './pages.ts';
