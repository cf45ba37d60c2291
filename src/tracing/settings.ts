import type { Logger } from '../http/logger';
import { setting, text } from '../setting';
import type { Settings } from '../settings';
import type { Tracing } from './tracing';

/** An address of a collector. */
const httpUrl = (value: string) => {
  const { protocol } = URL.canParse(value) ? new URL(value) : {};
  if (value !== '' && protocol !== 'http:' && protocol !== 'https:')
    throw new RangeError('an address such as http://127.0.0.1:4318');
  return value;
};

/** The environment variables of tracing; OpenTelemetry's packages read the other `OTEL_` ones themselves. */
export const TRACING_SETTINGS = {
  otlpEndpoint: setting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    '',
    'collector that traces go to, by OTLP over HTTP as JSON, such as `http://127.0.0.1:4318`; empty: no tracing',
    httpUrl,
  ),
  otlpTracesEndpoint: setting(
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    '',
    'the whole address for traces, where it is not `/v1/traces` at the collector',
    httpUrl,
  ),
  serviceName: setting('OTEL_SERVICE_NAME', 'dialog-statistics', 'name of this service in traces', text),
} as const;

/** Tracing as the settings want it; undefined for none, for which no exporter is even loaded. */
export function tracingOf(settings: Settings, log: Logger): Tracing | undefined {
  const { otlpEndpoint, otlpTracesEndpoint, serviceName } = settings;
  const url = otlpTracesEndpoint || (otlpEndpoint && `${otlpEndpoint.replace(/\/$/, '')}/v1/traces`);
  if (url === '') return undefined;
  const { openTracing } = require('./open-telemetry') as typeof import('./open-telemetry');
  return openTracing({ url, serviceName }, log);
}
