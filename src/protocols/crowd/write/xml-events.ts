import type { CrowdEvent, CrowdOperation } from '../entities.ts';
import type { Links } from './links.ts';
import type { Detail } from './writer.ts';
import { xmlGroup, xmlName, xmlNames, xmlUser } from './xml-entities.ts';

/** What is deleted has a name only. */
export function xmlEvent(event: CrowdEvent, detail: Detail, links: Links): string {
  switch (event.kind) {
    case 'user': {
      const deleted = event.operation === 'DELETED';
      return inEvent(event, deleted ? xmlName('user', event.user.name) : xmlUser(event.user, detail, links));
    }
    case 'group': {
      const deleted = event.operation === 'DELETED';
      return inEvent(event, deleted ? xmlName('group', event.group.name) : xmlGroup(event.group, detail, links));
    }
    case 'userMembership':
      return inEvent(event, xmlName('childUser', event.user) + groupList('parentGroups', event.parents));
    case 'groupMembership': {
      const lists = groupList('parentGroups', event.parents) + groupList('childGroups', event.children);
      return inEvent(event, xmlName('group', event.group) + lists);
    }
  }
}

/** The operation is an element: as an attribute, products would not see it. */
function inEvent({ kind, operation }: { kind: string; operation: CrowdOperation }, content: string): string {
  return `<${kind}Event><operation>${operation}</operation>${content}</${kind}Event>`;
}

const groupList = (element: string, names: readonly string[]): string =>
  names.length === 0 ? `<${element}/>` : `<${element}>${xmlNames('group', names)}</${element}>`;
