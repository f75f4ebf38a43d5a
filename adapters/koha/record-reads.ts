/** What Koha gives by an address of its own: records as MARCXML, and single things as JSON. */
import { readJson } from '#platform/http-client.ts';
import type { HttpResponse } from '#platform/http-client.ts';
import type { Ask } from './auth.ts';
import { encodeList } from './lists.ts';
import type { ListQuery } from './lists.ts';
import { isUnknownRoute, unexpected } from './refusal.ts';
import { JSON_TYPE, MARCXML_TYPE } from './wire.ts';

export interface RecordReads {
  /** Records as a MARCXML collection, or null if Koha cannot write them (500): one bad record fails its whole page. */
  marcXml(operation: string, query: ListQuery, signal: AbortSignal): Promise<Buffer | null>;
  /** One record for the public as MARCXML; null if it does not exist, or is not for the public. */
  publicMarcXml(operation: string, biblioId: number, signal: AbortSignal): Promise<Buffer | null>;
  /** Whether the public is shown a record at all; true if it is and Koha cannot write it. */
  isPublicRecord(operation: string, biblioId: number, signal: AbortSignal): Promise<boolean>;
  /** One thing by its address; null if it does not exist. */
  one(operation: string, path: string, signal: AbortSignal): Promise<unknown>;
}

/** Binds the questions to one way of asking. */
export function createRecordReads(system: string, get: Ask): RecordReads {
  const isMissing = (response: HttpResponse): boolean => response.status === 404 && !isUnknownRoute(response);

  function publicRecord(operation: string, biblioId: number, signal: AbortSignal): Promise<HttpResponse> {
    return get({ operation, path: `/public/biblios/${biblioId}`, headers: { accept: MARCXML_TYPE } }, signal);
  }

  return {
    async marcXml(operation, query, signal) {
      const request = { operation, path: '/biblios', query: encodeList(query), headers: { accept: MARCXML_TYPE } };
      const response = await get(request, signal);
      if (response.status === 500) return null;
      if (response.status !== 200) throw unexpected(system, operation, response);
      return response.body;
    },

    async publicMarcXml(operation, biblioId, signal) {
      const response = await publicRecord(operation, biblioId, signal);
      if (isMissing(response)) return null;
      if (response.status !== 200) throw unexpected(system, operation, response);
      return response.body;
    },

    async isPublicRecord(operation, biblioId, signal) {
      const response = await publicRecord(operation, biblioId, signal);
      if (isMissing(response)) return false;
      if (response.status === 200 || response.status === 500) return true;
      throw unexpected(system, operation, response);
    },

    async one(operation, path, signal) {
      const response = await get({ operation, path, headers: { accept: JSON_TYPE } }, signal);
      if (isMissing(response)) return null;
      if (response.status !== 200) throw unexpected(system, operation, response);
      return readJson(system, operation, response);
    },
  };
}
