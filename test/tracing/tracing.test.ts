import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../src/database/database';
import { installCapture } from '../../src/database/install/install';
import { createToken } from '../../src/tokens/tokens';
import { say, type Told, tell } from '../graphql/story';
import { createAccount } from '../helpers/account';
import { type Started, start } from '../helpers/cli';
import { createTestDatabase } from '../helpers/database';
import { type CollectedSpan, type Collector, startCollector } from './collector';

const CALLER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const TRACEPARENT = `00-${CALLER.traceId}-${CALLER.spanId}`;

let collector: Collector;
let server: Started;
let token: string;
let told: Told;
let stderr: string;
let close: () => Promise<void>;
beforeAll(async () => {
  const { database, url, ...made } = await createTestDatabase();
  close = made.close;
  collector = await startCollector();
  const account = await createAccount(database);
  [told] = (await tell({ database }, account, [{}, [1, say()]])) as [Told];
  token = await createToken(database, { accountId: account.id, role: 'writer', name: null, expiresIn: null });
  await installCapture(url, () => {});
  const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`, OTEL_SERVICE_NAME: 'statistics' };
  server = await start({ DATABASE_URL: url, LOG_LEVEL: 'info', ...settings });
  await ask('{ viewer { role } }');
  await ask('query Named($first: Int!) { dialogs(first: $first) { nodes { id } } }', { first: 1 }, `${TRACEPARENT}-01`);
  const set = (id: number, status: string) =>
    ask(`mutation { setConversationStatus(input: { conversation: ${id}, status: ${status} }) { dialog { id } } }`);
  await set(told.conversation, 'RESOLVED');
  await set(999_999, 'OPEN');
  await ask('{ nothing }');
  await ask('{ viewer { role } }', {}, `${TRACEPARENT}-00`);
  await letCapture(database);
  // What was not sent yet is sent at the end.
  expect(await server.stop('SIGTERM')).toBe(0);
  stderr = (await server.ended).stderr;
});
afterAll(async () => {
  await close();
  await collector.close();
});

async function ask(query: string, variables?: object, traceparent?: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query, variables });
  const traced = { ...headers, ...(traceparent !== undefined && { traceparent }) };
  await (await fetch(`${server.url}/graphql`, { method: 'POST', headers: traced, body })).text();
}

/** Writes as the host does, and waits until it is logged. */
async function letCapture({ pool }: Database): Promise<void> {
  await pool.query('UPDATE conversations SET status = 0, updated_at = now() WHERE id = $1', [told.conversation]);
  for (let tries = 0; tries < 200; tries += 1) {
    if (/^dialogs_capture_changes_total [1-9]/m.test(await (await fetch(`${server.url}/metrics`)).text())) return;
    await setTimeout(50);
  }
  throw new Error('the capture did not log the change');
}

/** The requests' spans in their order. */
const spansOf = (name: string) => collector.spans.filter((span) => span.name === name);
const requests = () => spansOf('POST /graphql');
const childrenOf = ({ spanId }: CollectedSpan) => collector.spans.filter(({ parentSpanId }) => parentSpanId === spanId);
const childOf = (span: CollectedSpan, name: string) => childrenOf(span).find((child) => child.name === name)!;

test('a request is one trace: parsed, validated, executed, with the statements of each', () => {
  const query = requests()[1]!;
  expect(query).toMatchObject({
    ...{ kind: 2, service: 'statistics', status: {} },
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Named',
    },
  });
  expect(childrenOf(query).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['graphql.parse', 'graphql.validate', 'graphql.execute']),
  );
  const [begin, read] = childrenOf(childOf(query, 'graphql.execute'));
  expect(begin).toMatchObject({ name: 'sql transaction', kind: 3, attributes: { 'db.system.name': 'postgresql' } });
  expect(read!.attributes['db.query.text']).toMatch(/^SELECT .* FROM dialogs d .*\$1/);
  for (const span of collector.spans)
    expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
});

test('a request takes the trace of its caller over', () => {
  expect(requests()[1]).toMatchObject({ traceId: CALLER.traceId, parentSpanId: CALLER.spanId });
  const [first, , third] = requests();
  expect(first!.parentSpanId ?? '').toBe('');
  expect(new Set([first!.traceId, third!.traceId, CALLER.traceId]).size).toBe(3);
});

test('a request that its caller does not sample is told to nobody', () => {
  expect(requests()).toHaveLength(5);
});

test('a command is a part of its mutation, with its statements', () => {
  const command = childOf(childOf(requests()[2]!, 'graphql.execute'), 'command set-conversation-status');
  expect(command.attributes).toMatchObject({ 'dialogs.conversation_id': told.conversation, 'dialogs.events': 1 });
  expect(childrenOf(command).length).toBeGreaterThan(5);
});

test('what fails is marked by its code', () => {
  const [, , , command, invalid] = requests();
  const failed = childOf(childOf(command!, 'graphql.execute'), 'command set-conversation-status');
  expect(failed).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'NOT_FOUND' } });
  expect(command).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'NOT_FOUND' } });
  expect(invalid).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'GRAPHQL_VALIDATION_FAILED' } });
});

test('the log has the trace of each request', () => {
  for (const { traceId } of requests()) expect(stderr).toContain(`"traceId":"${traceId}"`);
});

test('batches of the capture and of the summaries are traces of their own, where they found something', () => {
  const [captured, summarised] = ['capture batch', 'summaries batch'].map((name) => spansOf(name));
  expect(captured![0]).toMatchObject({ service: 'statistics', attributes: { 'dialogs.changes': expect.any(Number) } });
  expect(summarised!.length).toBeGreaterThan(0);
  for (const span of [...captured!, ...summarised!]) expect(span.parentSpanId ?? '').toBe('');
  expect(captured!.length).toBeLessThan(5);
});
