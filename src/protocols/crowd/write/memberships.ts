import type { CrowdMembership } from '../entities.ts';
import { withoutForbidden } from '../xml-characters.ts';
import { listWriter } from './list.ts';
import type { ListWriter } from './writer.ts';
import { xmlNames } from './xml-entities.ts';
import { xmlDeclaration, xmlText } from './xml-text.ts';

export function xmlMemberships(): ListWriter<CrowdMembership> {
  return listWriter({ start: `${xmlDeclaration}<memberships>`, item: xmlPart, separator: '', end: '</memberships>' });
}

function xmlPart({ group, users, groups, begins, ends }: CrowdMembership): string {
  const start = `<membership group="${xmlText(group)}">`;
  const children = groups.length === 0 ? '<groups/>' : `<groups>${xmlNames('group', groups)}</groups>`;
  if (begins && ends && users.length === 0) return `${start}<users/>${children}</membership>`;
  const names = xmlNames('user', users);
  return `${begins ? `${start}<users>` : ''}${names}${ends ? `</users>${children}</membership>` : ''}`;
}

export function jsonMemberships(): ListWriter<CrowdMembership> {
  // Commas stand between groups, and between the people of several parts.
  let [otherGroups, otherUsers] = [false, false];
  const item = ({ group, users, groups, begins, ends }: CrowdMembership): string => {
    if (begins) otherUsers = false;
    const start = begins ? `${otherGroups ? ',' : ''}{"group":${jsonText(group)},"users":[` : '';
    const names = (otherUsers && users.length > 0 ? ',' : '') + jsonNames(users);
    otherGroups = true;
    otherUsers ||= users.length > 0;
    return start + names + (ends ? `],"groups":[${jsonNames(groups)}]}` : '');
  };
  return listWriter({ start: '{"memberships":[', item, separator: '', end: ']}' });
}

const jsonText = (text: string): string => JSON.stringify(withoutForbidden(text));

const jsonNames = (names: readonly string[]): string => names.map((name) => `{"name":${jsonText(name)}}`).join();
