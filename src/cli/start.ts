import { serve } from '../main';
import { type AddCommand, withSettings } from './run';

export const addStart: AddCommand = (program) => {
  program
    .command('start')
    .description(
      'Serve the API until stopped. Without DATABASE_URL: on an embedded PostgreSQL in DATA_DIR, with demo data.',
    )
    .action(withSettings(serve));
};
