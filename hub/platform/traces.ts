/**
 * Spans of OpenTelemetry: the gateway's own, one for each part that is asked, and one for each question to a system. Without a receiver
 * (`start-traces.ts`) the API makes none. A span has names and codes alone: never a variable, a text of a query, a barcode or an address.
 */
import { context, propagation, SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { isMerciaError } from './errors.ts';

const tracer = trace.getTracer('mercia');

/** What leaves this process of a span's attributes: what other packages write besides may be what somebody typed. */
export const SENT_ATTRIBUTES: ReadonlySet<string> = new Set([
  'service',
  'subgraph',
  'system',
  'kind',
  'operation',
  'count',
  'error.type',
]);

interface SpanOptions {
  /** `client` for a question to somebody else. */
  readonly kind?: 'client' | 'internal';
  /** Only those of `SENT_ATTRIBUTES` are sent. */
  readonly attributes: Attributes;
}

/** Does the work in a span, within that of whatever began it. */
export function inSpan<T>(name: string, { kind, attributes }: SpanOptions, work: () => Promise<T>): Promise<T> {
  const options = { kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL, attributes };
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute('error.type', isMerciaError(error) ? error.code : 'INTERNAL');
      throw error;
    } finally {
      span.end();
    }
  });
}

/** What tells another part of Mercia in which span it is asked; never sent to anybody else. Empty without a receiver. */
export function spanHeaders(): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** Does the work within the span that these headers name. */
export function withSpanOf<T>(headers: Readonly<Record<string, unknown>>, work: () => T): T {
  return context.with(propagation.extract(context.active(), headers), work);
}
