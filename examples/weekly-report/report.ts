// Prints a week of a contact centre: the totals beside those of the week before, the agents, and the clients who were left
// without an answer. The server and the token are in DIALOGS_URL and DIALOGS_TOKEN; the days are those of TIME_ZONE.
import {
  ApiError,
  ByAgent,
  ComparedTotals,
  type DialogFilter,
  DialogStatistics,
  Dialogs,
  items,
} from 'dialog-statistics-client';

const USAGE = 'usage: DIALOGS_URL=... DIALOGS_TOKEN=... [TIME_ZONE=Europe/Kyiv] node dist/report.js FROM TO\n';

async function report(client: DialogStatistics, period: { from: string; to: string }, timeZone: string): Promise<void> {
  const asked = { period, timeZone };
  const { statistics } = await client.request(ComparedTotals, { ...asked, compareTo: 'PREVIOUS_PERIOD' });
  const { compared } = statistics;
  print(['', 'this week', 'before']);
  print(['started', statistics.started, compared?.started]);
  print(['resolved', statistics.resolved, compared?.resolved]);
  print(['transfers', statistics.transfers, compared?.transfers]);
  print(['missed', percent(statistics.missedRate), percent(compared?.missedRate)]);
  print(['first response', time(statistics.firstResponse.medianSeconds), time(compared?.firstResponse.medianSeconds)]);

  const { statistics: agents } = await client.request(ByAgent, { ...asked, first: 5, orderBy: 'MESSAGES_SENT' });
  print([]);
  print(['agent', 'dialogs', 'sent', 'meanwhile', 'reply']);
  for (const { agent, dialogs, messagesSent, whileAssigned, reply } of agents.byAgent)
    print([agent?.name ?? 'nobody', dialogs, messagesSent, whileAssigned.total, time(reply.medianSeconds)]);

  const filter: DialogFilter = { kind: ['MISSED'], createdAt: period };
  print([]);
  print(['left without an answer', 'inbox', 'client']);
  for await (const dialog of items(client, Dialogs, { filter, first: 2 }, ({ dialogs }) => dialogs))
    print([dialog.createdAt.slice(0, 16), dialog.inbox.name, dialog.contact?.name ?? 'deleted']);
}

function print(cells: readonly (string | number | null | undefined)[]): void {
  console.log(
    cells
      .map((cell) => String(cell ?? '-').padEnd(24))
      .join('')
      .trimEnd(),
  );
}

function percent(rate: number | null | undefined): string {
  return rate == null ? '-' : `${(rate * 100).toFixed(1)} %`;
}

function time(seconds: number | null | undefined): string {
  return seconds == null ? '-' : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

async function main(): Promise<void> {
  const { DIALOGS_URL: url, DIALOGS_TOKEN: token, TIME_ZONE: timeZone = 'UTC' } = process.env;
  const [from, to] = process.argv.slice(2);
  if (!url || !token || !from || !to) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  await report(new DialogStatistics({ url, token }), { from, to }, timeZone);
}

main().catch((error: unknown) => {
  // What the API refuses says what would be right.
  process.stderr.write(`${error instanceof ApiError ? `${error.code}: ${error.message}` : error}\n`);
  process.exitCode = 1;
});
