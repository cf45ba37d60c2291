import { counted } from '../counted';
import { findContact } from '../people/contact';
import { countPersonal, type PersonalCounts } from '../people/count-personal';
import { eraseContact } from '../people/erase-contact';
import { checkAccount } from './check-account';
import { examples } from './help';
import { type AddCommand, progress, UsageError, withDatabase } from './run';
import { readId } from './token';

interface Options {
  readonly account: number;
  readonly contact: number;
  readonly dryRun?: boolean;
}

export const addEraseContact: AddCommand = (program) => {
  program
    .command('erase-contact')
    .description(
      'Erase what the log holds of a person: its visits, its name, what people wrote about its dialogs; also of contacts ' +
        'that were merged into it. Prints it, tab-separated: account, contact, what, rows. Dialogs and all counts stay.',
    )
    .requiredOption('--account <id>', 'the account', readId)
    .requiredOption('--contact <id>', 'the contact: `databaseId` of the API', readId)
    .option('--dry-run', 'print what would go, and erase nothing')
    .addHelpText(
      'after',
      "\nThe host's own rows (the contact, its conversations and what its messages say) are the host's to erase, and are " +
        'never touched.\nFor good: the contact answers "erased", and neither its name nor its visits are kept again. ' +
        'Safe to repeat, beside servers too.',
    )
    .addHelpText('after', examples('erase-contact --account 1 --contact 7 --dry-run'))
    .action(
      withDatabase(async ({ database }, { account, contact: contactId, dryRun }: Options) => {
        await checkAccount(database, account);
        const contact = await findContact(database, account, contactId);
        if (!contact) {
          throw new UsageError(
            `--contact ${contactId}: account ${account} has no contact ${contactId}, nor had one in its dialogs; ` +
              'give the id of its row in `contacts`, which the API calls `databaseId`',
          );
        }
        if (contact.erasedAt !== null) progress('it was erased before; what came since goes');
        const counts = dryRun
          ? await countPersonal(database, account, contact.ids)
          : await eraseContact(database, account, contact);
        for (const [what, rows] of Object.entries(goneOf(counts)))
          process.stdout.write(`${[account, contactId, what, rows].join('\t')}\n`);
        tell(counts, contact.ids.slice(1), dryRun);
      }),
    );
};

/** What goes, by the words that are printed. */
function goneOf({ presence, names, reasons, errors }: PersonalCounts): Record<string, number> {
  return { visits: presence, names, 'reasons of skip marks': reasons, 'errors of captured changes': errors };
}

function tell(counts: PersonalCounts, merged: readonly number[], dryRun = false): void {
  if (merged.length > 0) progress(`with what was merged into it: ${counted(merged.length, 'contact')}`);
  const { dialogs, contacts, conversations, messages } = counts;
  progress(`${dryRun ? 'nothing was erased; would stay' : 'erased; stays'}: ${counted(dialogs, 'dialog')}, as counted`);
  if (contacts + conversations + messages === 0) return;
  const held = [counted(contacts, 'contact'), counted(conversations, 'conversation'), counted(messages, 'message')];
  progress(`the host still has: ${held.join(', ')}; those are for the host's application to erase`);
}
