import type { Activity } from 'botbuilder';

/**
 * Whether a message is meant for the bot: everything in a personal chat, elsewhere only what mentions it. With
 * resource-specific consent Teams delivers every message of a channel, and answering those would be a nuisance.
 */
export function isAddressed({ conversation, entities, recipient }: Activity): boolean {
  const { conversationType, isGroup } = conversation ?? {};
  const isPersonal = conversationType === 'personal' || (conversationType === undefined && isGroup !== true);
  return isPersonal || mentions(entities, recipient?.id);
}

function mentions(entities: Activity['entities'], bot: string | undefined): boolean {
  return (entities ?? []).some(({ type, mentioned }) => type === 'mention' && mentioned?.id === bot);
}
