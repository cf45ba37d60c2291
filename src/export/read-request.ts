import { apiError, badInput } from '../graphql/errors';
import { readStatistics, type StatisticsArguments } from '../graphql/statistics-arguments';
import type { Viewer } from '../tokens/viewer';
import type { ExportName } from './exports';
import { DELIMITERS, type Delimiter, FORMATS, type Format } from './formats';
import type { ExportQuestion } from './question';
import { filterInputOf, readFilterInput, readMoment } from './read-filter-json';

/** The parameters of an address, by their names. */
export type Parameters = Readonly<Record<string, unknown>>;

const OF_ALL = ['format', 'filter', 'after', 'header', 'bom', 'delimiter'] as const;
const OF: Readonly<Record<ExportName, readonly string[]>> = {
  dialogs: OF_ALL,
  agents: [...OF_ALL, 'from', 'to', 'workingHours'],
  events: OF_ALL,
  messages: [...OF_ALL, 'contents'],
};

/** What a request for an export asks. */
export interface ExportRequest {
  readonly format: Format;
  readonly question: ExportQuestion;
  readonly after: string | undefined;
  readonly header: boolean;
  readonly bom: boolean;
  readonly delimiter: Delimiter;
}

/**
 * Checks and reads the parameters of an export. `accepted` is the format that the headers ask for. Throws BAD_USER_INPUT
 * with what would be right, and FORBIDDEN for contents that the caller may not read.
 */
export function readRequest(
  name: ExportName,
  parameters: Parameters,
  viewer: Pick<Viewer, 'visibility' | 'contents'>,
  accepted: Format | undefined,
): ExportRequest {
  const text = (parameter: string) => {
    const value = parameters[parameter];
    if (value !== undefined && typeof value !== 'string') throw badInput(parameter, 'is given more than once');
    return value;
  };
  const unknown = Object.keys(parameters).find((parameter) => !OF[name].includes(parameter));
  if (unknown !== undefined) {
    const period = unknown === 'from' || unknown === 'to' ? '; a period is `createdAt` of the filter' : '';
    throw badInput(unknown, `is no parameter of this export; there are ${OF[name].join(', ')}${period}`);
  }
  const format = readFormat(text('format')) ?? accepted;
  if (!format) throw badInput('format', `none of the types that the header Accept names; ${formatsSaid()}`);
  const after = text('after');
  if (after !== undefined && !format.isResumable) {
    throw badInput('after', `${format.name} can't be gone on with; leave \`after\` out, or ask for csv or jsonl`);
  }
  const input = filterInputOf(text('filter'));
  const header = readBoolean('header', text('header')) ?? after === undefined;
  return {
    // Rows that go behind others are no beginning of a file.
    ...{ format, after, header, bom: readBoolean('bom', text('bom')) === true && (header || after === undefined) },
    delimiter: readDelimiter(text('delimiter')),
    question: {
      visibility: viewer.visibility,
      filter: readFilterInput(input, viewer.visibility),
      contents: readContents(readBoolean('contents', text('contents')), viewer.contents),
      statistics: name === 'agents' ? readPeriod(text, input, viewer) : undefined,
    },
  };
}

/** The format of a name; undefined for none. Throws BAD_USER_INPUT. */
function readFormat(name: string | undefined): Format | undefined {
  if (name === undefined) return undefined;
  const format = FORMATS.find((known) => known.name === name);
  if (!format) throw badInput('format', `${JSON.stringify(name.slice(0, 60))}: ${formatsSaid()}`);
  return format;
}

function formatsSaid(): string {
  const names = FORMATS.map((format) => `${format.name} (${format.mediaType})`).join(', ');
  return `there are ${names}; for Excel take csv with bom=true, and delimiter=semicolon where lists have semicolons`;
}

function readDelimiter(name: string | undefined): Delimiter {
  if (name === undefined) return 'comma';
  if (!Object.hasOwn(DELIMITERS, name)) throw badInput('delimiter', 'is neither comma nor semicolon');
  return name as Delimiter;
}

function readBoolean(parameter: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (text !== 'true' && text !== 'false') throw badInput(parameter, 'is neither true nor false');
  return text === 'true';
}

function readContents(asked: boolean | undefined, isAllowed: boolean): boolean {
  if (asked && !isAllowed) {
    const remedy = 'leave `contents` out, or ask an administrator for a token with the scope';
    throw apiError(
      'FORBIDDEN',
      `this token may not read what messages say, for it lacks the scope contents; ${remedy}`,
    );
  }
  return asked ?? isAllowed;
}

function readPeriod(
  text: (parameter: string) => string | undefined,
  filter: StatisticsArguments['filter'],
  { visibility }: Pick<Viewer, 'visibility'>,
): StatisticsArguments {
  const moment = (parameter: string) => {
    const value = text(parameter);
    if (value === undefined) throw badInput(parameter, 'is missing; agents are asked about a period `from`, `to`');
    return readMoment(value, parameter);
  };
  const workingHours = readBoolean('workingHours', text('workingHours')) ?? false;
  const statistics = { period: { from: moment('from'), to: moment('to') }, filter, workingHours };
  // Says what is wrong before anything is read.
  readStatistics(statistics, visibility);
  return statistics;
}
