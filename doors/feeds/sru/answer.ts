/** Answers one request of SRU. */
import { SearchTooLongError } from '#feed-log/index.ts';
import type { SruContext } from './context.ts';
import { SruDiagnostic } from './diagnostics.ts';
import { explain } from './explain.ts';
import { operationOf, readRequest, versionOf, type SruRequest } from './request.ts';
import { writeRefusal } from './response.ts';
import { scan } from './scan.ts';
import { searchRetrieve } from './search-retrieve.ts';

/** One document. What is wrong with a request, and what fails here, is an answer, too. */
export async function answerSru(context: SruContext, given: URLSearchParams): Promise<string> {
  try {
    return await answerRequest(context, readRequest(given));
  } catch (error) {
    return writeRefusal(operationOf(given), versionOf(given), toDiagnostic(context, error));
  }
}

async function answerRequest(context: SruContext, request: SruRequest): Promise<string> {
  if (request.operation === 'explain') return explain(context, request);
  if (context.rules === undefined) {
    throw new SruDiagnostic(1, '', `the region file of ${context.region.name} passes no records on.`);
  }
  switch (request.operation) {
    case 'searchRetrieve':
      return searchRetrieve(context, request);
    case 'scan':
      return scan(context, request);
  }
}

function toDiagnostic({ logger }: SruContext, error: unknown): SruDiagnostic {
  if (error instanceof SruDiagnostic) return error;
  if (error instanceof SearchTooLongError) {
    return new SruDiagnostic(2, '', 'the search took too long. Ask for more words, or for a library or a year.');
  }
  logger.error({ reason: reasonOf(error) }, 'A search of SRU failed');
  return new SruDiagnostic(2, '', 'the index cannot be read at the moment. Ask again later.');
}

/** PostgreSQL repeats a value that it cannot take, in quotation marks; what somebody searches for is in no log. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/"[^"]*"|'[^']*'/g, '"…"');
}
