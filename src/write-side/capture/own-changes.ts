import { sql } from 'drizzle-orm';
import { CAPTURE_SETTING } from '../../database/capture-triggers';
import type { Session } from '../../database/database';

/** Tells the capture triggers that what the transaction writes is logged by itself. */
export async function switchCaptureOff(session: Session): Promise<void> {
  await session.rows(sql`SELECT set_config(${CAPTURE_SETTING}, 'off', true)`);
}
