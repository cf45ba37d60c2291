/** Where the statistic as a whole has more samples, percentiles may be read from buckets, and differ by so much. */
const LARGEST_EXACT = 10_000;
const TOLERANCE = 0.005;

/**
 * What our answer and the plain SQL's don't agree on, in words; nothing where all that both tell is the same. `ours` are
 * fields of Statistics, `plain` the rows of each group.
 */
export function disagreements(ours, plain) {
  const found = [];
  const expect = (name, ourValue, theirs, tolerance = 0) => {
    if (ourValue === undefined) return;
    const isSame = (ourValue ?? null) === (theirs ?? null);
    if (!isSame && !(Math.abs(ourValue - theirs) <= Math.max(1e-6, tolerance) * Math.max(1, Math.abs(theirs))))
      found.push(`${name}: ${ourValue}, but ${theirs} by plain SQL`);
  };
  const expectDurations = (name, durations, row, whole = durations) => {
    if (!durations) return;
    expect(`${name}.sample`, durations.sample, row?.sample ?? 0);
    expect(`${name}.mean`, durations.meanSeconds, row?.mean);
    const tolerance = whole.sample > LARGEST_EXACT ? TOLERANCE : 0;
    expect(`${name}.median`, durations.medianSeconds, row?.median, tolerance);
    expect(`${name}.p90`, durations.p90Seconds, row?.p90, tolerance);
  };
  const { totals, 'by agent': agents, 'over time': points } = plain;
  const [dialogs, transfers, messages] = [totals.dialogs[0], totals.transfers[0], totals.messages[0]];
  expect('started', ours.started, dialogs.started);
  expect('resolved', ours.resolved, dialogs.resolved);
  expect('transfers', ours.transfers, transfers.transfers);
  expect('transferredDialogs', ours.transferredDialogs, transfers.dialogs);
  for (const { kind, dialogs: count } of ours.kinds ?? []) {
    expect(kind, count, totals.kinds.find((row) => row.kind.toUpperCase() === kind)?.dialogs ?? 0);
  }
  for (const [part, count] of Object.entries(ours.messages ?? {})) expect(`messages.${part}`, count, messages[part]);
  expectDurations('firstResponse', ours.firstResponse, totals.firstResponse[0]);
  expectDurations('reply', ours.reply, totals.reply[0]);
  for (const row of ours.byAgent ?? []) {
    const id = row.agent?.databaseId ?? null;
    const its = (name) => agents[name].find(({ agent_id: agentId }) => String(agentId) === String(id));
    const name = `agent ${id}`;
    expect(`${name} whileAssigned`, row.whileAssigned.total, its('whileAssigned')?.total ?? 0);
    if (id === null) continue;
    expect(`${name} dialogs`, row.dialogs, its('dialogs')?.dialogs ?? 0);
    expect(`${name} transfersIn`, row.transfersIn, its('transfersIn')?.transfers ?? 0);
    expect(`${name} transfersOut`, row.transfersOut, its('transfersOut')?.transfers ?? 0);
    expect(`${name} messagesSent`, row.messagesSent, its('messagesSent')?.sent ?? 0);
    expectDurations(`${name} firstResponse`, row.firstResponse, its('firstResponse'), ours.firstResponse);
    expectDurations(`${name} reply`, row.reply, its('reply'), ours.reply);
  }
  const sumOf = (field) => ours.overTime?.reduce((sum, point) => sum + point[field], 0);
  const sumOfRows = (rows, column) => rows.reduce((sum, row) => sum + row[column], 0);
  expect('points started', sumOf('started'), sumOfRows(points.started, 'started'));
  expect('points resolved', sumOf('resolved'), sumOfRows(points.resolved, 'resolved'));
  expect('points transfers', sumOf('transfers'), sumOfRows(points.transfers, 'transfers'));
  expect('points agentMessages', sumOf('agentMessages'), sumOfRows(points.messages, 'agent'));
  if (ours.overTime) {
    const filled = ours.overTime.filter(({ started }) => started > 0);
    expect('points', filled.length, points.started.length);
    filled.forEach(({ started, start }, at) => {
      expect(`point ${start}`, started, points.started[at]?.started);
    });
  }
  return found;
}
