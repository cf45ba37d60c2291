// docs/measures.md: what every measure means, from the catalogue of measures and the schema.
import { buildSchema } from 'graphql';
import { load } from './load.mjs';

const CATALOGUE = ['src/read-side/statistics/measures.ts', 'src/read-side/statistics/sources.ts'];

/** Types of the schema whose fields are measured, and what each is asked by. */
const MEASURED_TYPES = {
  Statistics: '`statistics(period:)`: what came of a period',
  AgentStatistics: '`statistics.byAgent`: an agent, or nobody',
  InboxStatistics: '`statistics.byInbox`; by team, channel and kind there is the same',
  StatisticsPoint: '`statistics.overTime`: a point',
  DurationStatistics: 'Every duration',
  Concurrency: '`concurrency`',
  MessageCounts: 'Messages by author',
  Dialog: '`dialogs`: one dialog',
  LiveStatistics: '`live`: how things stand now; by agent, team and inbox there is the same',
};

/** Fields that tell what was asked, measure nothing, or lead to the types beside it. */
const NOT_MEASURED =
  /^(period|timeZone|compared|.*Filter|filter|by[A-Z].*|overTime|measures|agent|inbox|start|end|at|isPartial)$/;

const AGGREGATIONS = { COUNT: 'count', SUM: 'sum', DURATION: 'duration' };

/** The page as Markdown. `sdl` is the text of the schema. */
export async function measuresPage(sdl) {
  const [{ MEASURES }, { SOURCES }] = await Promise.all(CATALOGUE.map(load));
  const schema = buildSchema(sdl);
  const lines = [
    '<!-- Generated from the code by `npm run generate`; never edited by hand. -->',
    '# Measures',
    '',
    'Everything that can be measured, and just what is meant. The first part is the catalogue, of which `statistics.measures`',
    'answers any, in total or by agent, team, inbox, channel or kind; the second are the fields of the schema made of it.',
    '',
    '## The catalogue',
    '',
    'A count counts the rows of its source that its condition means, a sum adds their value up, a duration tells sample, mean,',
    'median and p90 of it. Condition and value are SQL over the row `x`; rows whose value is null are none.',
    'A duration begins at the moment after "from"; with `workingHours: true` only the working time in it counts.',
    '',
  ];
  for (const source of schema.getType('MeasureSource').getValues()) {
    const { table, times, where, agent } = SOURCES[source.name];
    const period = times.to ? `\`${times.from}\` to \`${times.to}\`` : `\`${times.from}\``;
    lines.push(
      `### ${source.name}: ${decapitalised(source.description)}`,
      '',
      `Rows of \`${table}\`${where ? ` with ${code(where)}` : ''}, by ${period}; of the agent ${code(agent)}, unless said otherwise.`,
      '',
      '| measure | meaning | unit | condition and value |',
      '|---|---|---|---|',
      ...MEASURES.filter((measure) => measure.source === source.name).map(rowOfMeasure),
      '',
    );
  }
  lines.push('## What measures may be grouped by', '', '| dimension | meaning |', '|---|---|');
  for (const { name, description } of schema.getType('StatisticsDimension').getValues())
    lines.push(`| \`${name}\` | ${cell(description)} |`);
  lines.push('', '## The kinds of dialogs', '', '| kind | meaning |', '|---|---|');
  for (const { name, description } of schema.getType('DialogKind').getValues())
    lines.push(`| \`${name}\` | ${cell(description)} |`);
  lines.push('', '## The fields of the schema', '');
  for (const [name, title] of Object.entries(MEASURED_TYPES)) {
    const type = schema.getType(name);
    const fields = Object.values(type.getFields()).filter((field) => isMeasured(field, name));
    lines.push(`### ${title}`, '', ...indented(type.description), '', '| field | meaning |', '|---|---|');
    lines.push(...fields.map(rowOfField), '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function rowOfMeasure({ name, description, unit, aggregation, where, value, since, agent }) {
  const definition = [
    where && `where ${code(where)}`,
    value && `value ${code(value)}`,
    since && `from ${code(since)}`,
    agent && `of the agent ${code(agent)}`,
  ].filter(Boolean);
  const what = `${unit.toLowerCase()}, ${AGGREGATIONS[aggregation]}`;
  return `| \`${name}\` | ${cell(description)} | ${what} | ${definition.join('; ') || 'all'} |`;
}

function rowOfField({ name, args, description }) {
  const given = args.map((arg) => ` \`${arg.name}\`: ${cell(arg.description)}`).join('');
  return `| \`${name}\` | ${cell(description)}${given} |`;
}

/** Whether a field measures something. A dialog's others tell who and when. */
function isMeasured({ name }, type) {
  if (type === 'MessageCounts') return true;
  return type === 'Dialog' ? /Seconds$|^transferCount$|^kinds$/.test(name) : !NOT_MEASURED.test(name);
}

/** As code in a cell: a pipe would end it. */
function code(sql) {
  return `\`${sql.replaceAll('|', '\\|')}\``;
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function indented(text) {
  return text.split('\n').map((line) => `> ${line}`);
}

function decapitalised(text) {
  return text[0].toLowerCase() + text.slice(1).replace(/\.$/, '');
}
