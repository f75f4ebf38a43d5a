/** Sends spans to a receiver of OTLP over HTTP. Nothing of it is loaded before a receiver is set. */
import { diag, DiagLogLevel } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Logger } from './logger.ts';
import { SENT_ATTRIBUTES } from './traces.ts';
import { VERSION } from './version.ts';

export interface RunningTraces {
  /** Sends what waits, for a few seconds at most. */
  close(): Promise<void>;
}

/** What a receiver that hangs may take of the end of a process, milliseconds. */
const SEND_WITHIN_MS = 2_000;

/** `endpoint`: the receiver's base address, as OpenTelemetry means it; `/v1/traces` is added. Once in a process. */
export async function startTraces(endpoint: string, part: string, logger: Logger): Promise<RunningTraces> {
  const [{ BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, hooks, { Resource }] = await Promise.all([
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/resources'),
  ]);
  const warn = (detail: string): void => {
    logger.warn({ detail }, 'Traces could not be sent');
  };
  const silent = (): void => undefined;
  diag.setLogger({ error: warn, warn, info: silent, debug: silent, verbose: silent }, DiagLogLevel.WARN);
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = bare(new OTLPTraceExporter({ url, timeoutMillis: SEND_WITHIN_MS }));
  const provider = new BasicTracerProvider({
    resource: new Resource({ 'service.name': `mercia ${part}`, 'service.version': VERSION }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: SEND_WITHIN_MS })],
  });
  provider.register({ contextManager: new hooks.AsyncLocalStorageContextManager() });
  return { close: () => provider.shutdown() };
}

/** Sends names, times and the attributes that may leave: no event and no message of an error. */
function bare(exporter: SpanExporter): SpanExporter {
  const send = exporter.export.bind(exporter);
  exporter.export = (spans, done) => {
    send(spans.map(toBare), done);
  };
  return exporter;
}

function toBare(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(Object.entries(span.attributes).filter(([name]) => SENT_ATTRIBUTES.has(name)));
  const { code } = span.status;
  const bared = { attributes, events: [], links: [], status: { code } } satisfies Partial<ReadableSpan>;
  return Object.create(span, Object.getOwnPropertyDescriptors(bared)) as ReadableSpan;
}
