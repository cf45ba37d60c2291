import type { ClientBase } from 'pg';
import { type HostCatalog, readCatalog } from '../host-catalog';
import { eventTableIn, lacksOfRights } from '../host-findings';
import { UnsupportedHostError } from '../host-layout';
import { filledTables } from '../host-needs';
import { logTablesIn } from '../our-tables';
import { type CaptureState, GAP_MARKS, readCaptureState } from './capture-state';

/** What the connected role lacks to install, upgrade or remove; nothing for the owner of the host's tables. */
export function lacksToInstall(catalog: HostCatalog, { functions }: CaptureState): string[] {
  const events = eventTableIn(catalog.relations);
  const foreign = functions.filter(({ isOwned }) => !isOwned);
  return [
    ...lacksOfRights(catalog, [...filledTables(events), ...logTablesIn(catalog.relations), GAP_MARKS]),
    ...foreign.map(
      ({ name, owner }) =>
        `found function ${name} owned by ${owner}; needed: the rights of ${owner}, which the role ${catalog.role} lacks`,
    ),
  ];
}

/** Throws UnsupportedHostError, before anything is changed, where the role could only do a part of installing. */
export async function refuseWithoutRights(client: ClientBase): Promise<void> {
  const catalog = await readCatalog(client);
  // On a host that has nothing of ours, migrating looks at more than rights, and refuses with all that it found.
  if (logTablesIn(catalog.relations).length === 0) return;
  const findings = lacksToInstall(catalog, await readCaptureState(client));
  if (findings.length > 0) throw new UnsupportedHostError(findings);
}
