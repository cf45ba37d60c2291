import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSettings } from '../../src/settings';
import { tracingOf } from '../../src/tracing/settings';
import { readTraceparent } from '../../src/tracing/traceparent';
import { type Started, start } from '../helpers/cli';
import { createTestDatabase } from '../helpers/database';
import { keepLog } from '../helpers/log';

const [TRACE, SPAN] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
const CALLER = { traceId: TRACE, spanId: SPAN };

/** A module that prints, at the end of a process, what it has loaded of OpenTelemetry, but its API, which prom-client needs. */
const TELL_LOADED = `
process.on('exit', () => {
  const loaded = Object.keys(require.cache).filter((file) => /@opentelemetry.(?!api.)/.test(file));
  process.stderr.write('modules of OpenTelemetry: ' + loaded.length + '\\n');
});`;

async function printedBy(server: Started): Promise<string> {
  expect(await server.stop('SIGTERM')).toBe(0);
  return (await server.ended).stderr;
}

test('no exporter of OpenTelemetry is loaded unless it is asked for, and a collector that is away stops nothing', async () => {
  const { url, close } = await createTestDatabase();
  const script = path.join(tmpdir(), `tell-loaded-${process.pid}.cjs`);
  await writeFile(script, TELL_LOADED);
  const settings = { DATABASE_URL: url, NODE_OPTIONS: `--require ${script}`, LOG_LEVEL: 'info' };
  const [plain, traced] = await Promise.all([
    start(settings),
    start({ ...settings, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/traces' }),
  ]);
  const body = JSON.stringify({ query: '{ viewer { role } }' });
  const ask = { method: 'POST', headers: { 'content-type': 'application/json', 'x-mark': 'mark-of-the-header' }, body };
  expect((await fetch(`${traced.url}/graphql`, ask)).status).toBe(401);
  const [ofPlain, ofTraced] = await Promise.all([printedBy(plain), printedBy(traced)]);
  expect(ofPlain).toMatch(/^modules of OpenTelemetry: 0$/m);
  expect(ofTraced).toMatch(/^modules of OpenTelemetry: [1-9]/m);
  expect(ofTraced).toContain('spans could not be sent to the collector, and are lost');
  expect(ofTraced).not.toContain('mark-of-the-header');
  await close();
});

test('without an address there is no tracing, and a wrong one is refused', () => {
  expect(tracingOf(readSettings({ OTEL_SERVICE_NAME: 'statistics' }), keepLog().log)).toBeUndefined();
  expect(() => readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })).toThrow(
    /OTEL_EXPORTER_OTLP_ENDPOINT: .*such as http:\/\//,
  );
});

test.each([
  [`00-${TRACE}-${SPAN}-01`, { ...CALLER, isSampled: true }],
  [`00-${TRACE}-${SPAN}-00`, { ...CALLER, isSampled: false }],
  [`01-${TRACE}-${SPAN}-01-later`, { ...CALLER, isSampled: true }],
  [`00-${TRACE}-${SPAN}-01-later`, undefined],
  [`ff-${TRACE}-${SPAN}-01`, undefined],
  [`00-${'0'.repeat(32)}-${SPAN}-01`, undefined],
  [`00-${TRACE}-${'0'.repeat(16)}-01`, undefined],
  [`00-${TRACE.toUpperCase()}-${SPAN}-01`, undefined],
  ['', undefined],
  [undefined, undefined],
])('the header traceparent %s is read as W3C says', (header, read) => {
  expect(readTraceparent(header)).toEqual(read);
});
