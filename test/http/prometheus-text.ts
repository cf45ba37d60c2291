/** A metric as a scrape has it: its samples are its own, and those of a histogram or summary. */
export interface Metric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);
const LABELS = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

/** Reads the text format of Prometheus, version 0.0.4. Throws at what a scraper would not take. */
export function parseMetrics(text: string): Metric[] {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const metrics = new Map<string, { name: string; type: string; help: string; samples: Sample[] }>();
  let current: string | undefined;
  const begun = (name: string) => {
    if (name !== current && metrics.get(name)?.samples.length) throw new Error(`${name} is in two places`);
    current = name;
    const metric = metrics.get(name) ?? { name, type: 'untyped', help: '', samples: [] };
    metrics.set(name, metric);
    return metric;
  };
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, keyword, named, rest] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (keyword === 'HELP') begun(named!).help = rest!;
    else if (keyword === 'TYPE') begun(named!).type = rest!;
    else {
      const metric = metrics.get(current!);
      const sample = parseSample(line);
      const names = (SUFFIXES[metric?.type ?? ''] ?? ['']).map((suffix) => `${metric?.name}${suffix}`);
      if (!metric || !names.includes(sample.name)) throw new Error(`no type is told of: ${line}`);
      metric.samples.push(sample);
    }
  }
  return [...metrics.values()];
}

function parseSample(line: string): Sample {
  const [, name, labelText, valueText] = SAMPLE.exec(line) ?? [];
  const value = valueText === '+Inf' ? Number.POSITIVE_INFINITY : Number(valueText);
  if (name === undefined || Number.isNaN(value)) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  LABELS.lastIndex = 0;
  for (let end = 0; end < (labelText?.length ?? 0); end = LABELS.lastIndex) {
    const label = LABELS.exec(labelText!);
    if (!label || label[1]! in labels) throw new Error(`wrong labels: ${line}`);
    labels[label[1]!] = label[2]!;
  }
  return { name, labels, value };
}

/** The sum of the samples of a name whose labels are these, and any others; undefined where there is none. */
export function sampleOf(metrics: readonly Metric[], name: string, labels: Sample['labels'] = {}): number | undefined {
  const found = metrics
    .flatMap(({ samples }) => samples)
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value));
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}
