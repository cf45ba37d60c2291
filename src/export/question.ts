import type { Database } from '../database/database';
import type { StatisticsArguments } from '../graphql/statistics-arguments';
import type { Instant } from '../instant';
import type { DialogFilter } from '../read-side/dialog-filter';
import type { Visibility } from '../read-side/visibility';

/** What is to be exported. */
export interface ExportQuestion {
  readonly visibility: Visibility;
  /** Which dialogs, of those that are seen. */
  readonly filter: DialogFilter;
  /** Whether what messages say is among it. */
  readonly contents: boolean;
  /** Of the agents: what their statistics are asked about. */
  readonly statistics?: StatisticsArguments | undefined;
  /** Called with each message whose content is given away. */
  readonly onReading?: ((messageId: number, dialogId: number | null) => void) | undefined;
}

/** Where an export reads: one snapshot, and the moment that what lasts is measured until. */
export interface ExportSource {
  readonly database: Database;
  readonly now: Instant;
}
