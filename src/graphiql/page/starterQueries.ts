import dialogWithMessages from '../queries/dialogWithMessages.graphql';
import lookups from '../queries/lookups.graphql';
import messagesPerAgent from '../queries/messagesPerAgent.graphql';
import newestDialogs from '../queries/newestDialogs.graphql';
import setConversationStatus from '../queries/setConversationStatus.graphql';
import transferredDialogs from '../queries/transferredDialogs.graphql';
import viewer from '../queries/viewer.graphql';

/** A query of the menu, named by the first line of its file. */
export interface StarterQuery {
  title: string;
  query: string;
}

function starter(query: string): StarterQuery {
  return { title: query.slice(0, query.indexOf('\n')).replace(/^# */, ''), query };
}

/** The query that a first visit finds in the editor. */
export const firstQuery = newestDialogs;

/** The queries of the menu, in its order. */
export const starterQueries: StarterQuery[] = [
  viewer,
  newestDialogs,
  transferredDialogs,
  dialogWithMessages,
  messagesPerAgent,
  lookups,
  setConversationStatus,
].map(starter);
