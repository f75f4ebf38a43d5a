/**
 * How the gateway reaches a subgraph, whether in the same process or over HTTP: one function. The gateway knows no
 * subgraph's code, a subgraph knows no gateway.
 */
import type { DocumentNode, ExecutionResult } from 'graphql';
import type { MerciaError } from './errors.ts';

export interface SubgraphRequest {
  readonly query: string;
  /** The parsed query where the caller has it, to save parsing it twice. */
  readonly document?: DocumentNode | undefined;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Signed by the gateway, checked by the subgraph (`signed-context.ts`). A request without it is refused. */
  readonly context: string;
  /** The context's deadline, in milliseconds since the epoch by the clock of who asks: over HTTP what is left of it is sent along. */
  readonly deadline?: number | undefined;
  /** Milliseconds to the deadline as it was sent, where who asks has another clock: it counts from here, whatever both clocks say. */
  readonly timeLeftMs?: number | undefined;
  /** Whether it may be asked again where a connection broke: it changes nothing. If not said, it may not. */
  readonly readsOnly?: boolean | undefined;
  /** Aborted when nobody waits for the answer any more: what only reads ends then. */
  readonly signal?: AbortSignal | undefined;
  /** Told what is handed out as it is counted, in the same process: why nothing more is to be, or null. */
  readonly charge?: ((values: number) => MerciaError | null) | undefined;
}

export type SubgraphExecutor = (request: SubgraphRequest) => Promise<ExecutionResult>;

export interface Subgraph {
  readonly name: string;
  readonly execute: SubgraphExecutor;
}

/** The header that carries the signed context between processes. */
export const CONTEXT_HEADER = 'mercia-context';
/** Milliseconds that were left to the context's deadline when the request was sent. Without it, both clocks have to agree. */
export const TIME_LEFT_HEADER = 'mercia-time-left';
