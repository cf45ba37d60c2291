import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Span as TelemetrySpan,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Logger } from '../http/logger';
import type { Span, Tracing } from './tracing';

/** How long an export may take, and the last one at the end; milliseconds. */
const EXPORT_TIMEOUT = 5_000;
const CLOSE_TIMEOUT = 3_000;
/** That spans can't be sent is said at most so often; milliseconds. */
const SAY_AGAIN_AFTER = 60_000;

/** Where the spans go, and as whose. */
export interface Collector {
  /** The address that takes OTLP as JSON. */
  readonly url: string;
  readonly serviceName: string;
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/** Sends spans to a collector, by OpenTelemetry's SDK. Only this file loads it. */
export function openTracing({ url, serviceName }: Collector, log: Logger): Tracing {
  const exporter = tellingFailures(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT }), log);
  const resource = defaultResource()
    .merge(detectResources({ detectors: [envDetector] }))
    .merge(resourceFromAttributes({ 'service.name': serviceName }));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  const tracer = provider.getTracer('dialog-statistics');
  const spans = new WeakMap<Span, TelemetrySpan>();
  return {
    begin(name, { parent, kind = 'internal', attributes = {}, startedAt } = {}) {
      const context = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, contextOf(parent));
      const options = { kind: KINDS[kind], attributes, ...(startedAt !== undefined && { startTime: startedAt }) };
      const its = tracer.startSpan(name, options, context);
      const span: Span = {
        traceId: its.spanContext().traceId,
        tell: (told) => void its.setAttributes(told),
        fail: (code) => void its.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR }),
        end: (at) => its.end(at),
      };
      spans.set(span, its);
      return span;
    },
    async close() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_TIMEOUT).unref());
      await Promise.race([provider.shutdown().catch(() => {}), late]);
    },
  };

  function contextOf(parent: NonNullable<Parameters<Tracing['begin']>[1]>['parent'] & object) {
    if (!('isSampled' in parent)) return spans.get(parent)!.spanContext();
    const { traceId, spanId, isSampled } = parent;
    return { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true };
  }
}

/** An exporter that says in the log when it can't send: without what it wanted to send, and without the headers. */
function tellingFailures(exporter: SpanExporter, log: Logger): SpanExporter {
  let saidAt = Number.NEGATIVE_INFINITY;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.code !== 0 && performance.now() - saidAt > SAY_AGAIN_AFTER) {
          saidAt = performance.now();
          log.warn({ spans: spans.length }, 'spans could not be sent to the collector, and are lost');
        }
        done(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
