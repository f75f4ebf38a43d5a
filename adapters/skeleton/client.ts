/** The wire of Skeleton: no domain words, no mapping. */
import { createHttpClient, readJson } from '#platform/http-client.ts';
import type { z } from 'zod';
import type { AdapterContext } from '#contract/adapter.ts';
import { lmsError, unexpectedAnswer } from '../shared/lms-error.ts';
import type { SkeletonSite } from './site.ts';
import { wireIds, wirePage, type WirePage } from './wire.ts';

export interface SkeletonClient {
  /** Records behind an id, at most so many; all, or those that changed since a moment. */
  page(asked: AskedPage, signal: AbortSignal): Promise<WirePage>;
  /** These records; what the system does not have is left out. */
  records(ids: readonly string[], signal: AbortSignal): Promise<WirePage>;
  /** Ids of everything that the system holds. */
  ids(signal: AbortSignal): Promise<readonly string[]>;
  close(): void;
}

export interface AskedPage {
  readonly after: string | null;
  readonly since: string | null;
  readonly most: number;
}

/** Builds the client; nothing is asked before the first call. */
export function createSkeletonClient(
  { system, settings }: SkeletonSite,
  { guard }: Pick<AdapterContext, 'guard'>,
): SkeletonClient {
  const http = createHttpClient({
    system: system.id,
    address: system.address,
    connections: system.limits.connections,
    timeoutMs: system.limits.callTimeoutMs,
    guard,
  });

  /** Everything here is harvest: it stands behind live questions. */
  async function ask<Answer>(
    operation: string,
    { path, query, shape }: { path: string; query: URLSearchParams; shape: z.ZodType<Answer> },
    signal: AbortSignal,
  ): Promise<Answer> {
    const response = await http.request(
      { operation, path: settings.path + path, query: query.toString(), urgency: 'background' },
      signal,
    );
    if (response.status !== 200) {
      const missing = `there is nothing at ${settings.path}${path}; check settings.path`;
      throw unexpectedAnswer({ system: system.id, operation, product: 'Skeleton', missing }, response);
    }
    const read = shape.safeParse(readJson(system.id, operation, response));
    if (read.success) return read.data;
    const what = 'the answer has another shape than expected; is it another version?';
    throw lmsError(system.id, 'LMS_BAD_RESPONSE', `${operation}: ${what}`);
  }

  return {
    page({ after, since, most }, signal) {
      const query = new URLSearchParams({ limit: String(most) });
      if (after !== null) query.set('after', after);
      if (since !== null) query.set('since', since);
      return ask('records', { path: '/records', query, shape: wirePage }, signal);
    },
    records(ids, signal) {
      return ask(
        'records',
        { path: '/records', query: new URLSearchParams({ ids: ids.join() }), shape: wirePage },
        signal,
      );
    },
    async ids(signal) {
      const { ids } = await ask('ids', { path: '/ids', query: new URLSearchParams(), shape: wireIds }, signal);
      return ids;
    },
    close: () => {
      http.close();
    },
  };
}
