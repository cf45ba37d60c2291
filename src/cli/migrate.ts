import { migrateDatabase } from '../database/migrate';
import { prepareLogDatabase, reachDatabase } from '../database/open';
import { examples } from './help';
import { type AddCommand, progress, withSettings } from './run';

const FOUND = {
  empty: 'an empty database: the host tables that are needed and the dialog log were created',
  host: "a host's database: the columns and tables of the dialog log were added",
  migrated: 'a database with the dialog log, which is now up to date',
} as const;

const NO_TRIGGERS = "The host's own writes are not captured yet: `install` attaches the triggers.";

export const addMigrate: AddCommand = (program) => {
  program
    .command('migrate')
    .description('Bring the database up to date. On a live host: adds our columns and tables, changes no row.')
    .addHelpText('after', examples('migrate'))
    .action(
      withSettings(async (settings) => {
        const { url, release } = await reachDatabase(settings, progress);
        try {
          if (settings.logDatabaseUrl !== '') await prepareLogDatabase(settings, progress);
          const { found } = await migrateDatabase(url, progress);
          process.stdout.write(`Found ${FOUND[found]}.\n`);
          if (found === 'host') process.stdout.write(`${NO_TRIGGERS}\n`);
        } finally {
          await release();
        }
      }),
    );
};
