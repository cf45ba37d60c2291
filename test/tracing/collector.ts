import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as OTLP's JSON has it, its attributes as an object. */
export interface CollectedSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number };
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The name of the service that sent it. */
  readonly service: unknown;
}

/** What takes traces by OTLP over HTTP as JSON, as collectors do. */
export interface Collector {
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  /** All that was sent, as it was sent. */
  readonly bodies: readonly string[];
  /** What it answers with. */
  status: number;
  close(): Promise<void>;
}

interface KeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const objectOf = (attributes: readonly KeyValue[] = []) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** Listens on a free port. */
export async function startCollector(): Promise<Collector> {
  const [spans, bodies]: [CollectedSpan[], string[]] = [[], []];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    response.writeHead(collector.status, { 'content-type': 'application/json' }).end('{}');
    if (collector.status !== 200 || request.url !== '/v1/traces') return;
    bodies.push(body);
    for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans) {
      const service = objectOf(resource.attributes)['service.name'];
      for (const { spans: sent } of scopeSpans)
        for (const span of sent) spans.push({ ...span, attributes: objectOf(span.attributes), service });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const collector: Collector = {
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, bodies, status: 200 },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return collector;
}
