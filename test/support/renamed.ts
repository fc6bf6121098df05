import { stateful } from './stateful';

/** A stack's logical IDs, and the type of each. */
export type LogicalIds = Readonly<Record<string, string>>;

const nameOf = (type: string) => type.split('::').at(-1);

/**
 * What a list of logical IDs has lost, in words. CloudFormation knows a resource by its logical ID alone: under another one it makes a new resource,
 * and removes the old one or lets go of it.
 */
export const renamed = (kept: LogicalIds, now: LogicalIds): string[] => Object.entries(kept)
  .filter(([id, type]) => now[id] !== type)
  .map(([id, type]) => {
    const gained = Object.keys(now).filter((other) => now[other] === type && !(other in kept));
    const what = id in now ? `${nameOf(type)} ${id} is of the type ${nameOf(now[id])} now`
      : gained.length > 0 ? `${nameOf(type)} was renamed (${id} is gone, new: ${gained.join(', ')})`
        : `${nameOf(type)} ${id} is gone`;
    return stateful[type]
      ? `${what}: users of a deployed stack would lose ${stateful[type]}. A breaking change: see VERSIONING.md`
      : `${what}: it would be made anew in a deployed stack. Where that is meant: npm run lock-ids`;
  });
