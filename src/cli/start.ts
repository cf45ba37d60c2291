import { SETTINGS } from '../settings';
import { examples } from './help';
import { type AddCommand, withSettings } from './run';

const SETTINGS_HELP = Object.values(SETTINGS)
  .map(
    ({ name, default: byDefault, meaning }) => `  ${name}${byDefault === '' ? '' : `=${byDefault}`}\n      ${meaning}`,
  )
  .join('\n');

export const addStart: AddCommand = (program) => {
  program
    .command('start')
    .description(
      'Serve the API until stopped. Without DATABASE_URL: on an embedded PostgreSQL in DATA_DIR, with demo data.',
    )
    .addHelpText('after', `\nEnvironment variables; an empty one counts as not set:\n${SETTINGS_HELP}`)
    .addHelpText('after', examples('start'))
    .action(
      withSettings((settings) => {
        // Loaded here, for it is more than all other commands need.
        const { serve } = require('../main') as typeof import('../main');
        return serve(settings);
      }),
    );
};
