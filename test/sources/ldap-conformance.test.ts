import { describe } from 'vitest';
import { ldapSource } from '../../src/sources/ldap/index.ts';
import { type EditableCompany, type Members, type Person, sourceConformance } from '../conformance/source.ts';
import { type SlapdServer, slapdMissing, startSlapd } from '../fakes/slapd.ts';

const suffix = 'dc=example,dc=com';
const password = 'reader-secret';
const reader = `cn=reader,${suffix}`;

const start = `dn: ${suffix}
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: ${reader}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: ${password}

`;

describe.skipIf(slapdMissing() !== undefined)(`OpenLDAP (${slapdMissing() ?? 'installed'})`, () => {
  sourceConformance('ldap', {
    capabilities: ldapSource.capabilities,
    secrets: [password],
    open: async () => {
      const server = await startSlapd({ ldif: [start] });
      const { url } = server;
      const options = {
        url,
        bindDn: reader,
        bindPassword: password,
        userBase: suffix,
        groupBase: suffix,
        pageSize: 10,
      };
      return {
        source: ldapSource.open(options, ['uid', 'cn', 'mail']),
        company: editable(server),
        deny: () => server.modify(`dn: ${reader}\nchangetype: modify\nreplace: userPassword\nuserPassword: other\n`),
        setPassword: (uid, text) => {
          const lines = ['changetype: modify', 'replace: userPassword', value('userPassword', text), ''];
          return server.modify([value('dn', personDn(uid)), ...lines].join('\n'));
        },
        close: () => server.stop(),
      };
    },
  });
});

/** The company of the server, edited over LDAP. */
function editable(server: SlapdServer): EditableCompany {
  const people = new Map<string, Person>();
  const add = async (person: Person) => {
    people.set(person.uid, person);
    const { uid, cn, mail } = person;
    const values = [value('uid', uid), value('cn', cn), value('sn', cn), value('mail', mail)];
    await server.add([value('dn', personDn(uid)), 'objectClass: inetOrgPerson', ...values, ''].join('\n'));
  };
  const modify = (dn: string, lines: readonly string[]) =>
    server.modify([value('dn', dn), 'changetype: modify', ...lines, ''].join('\n'));
  const remove = (uid: string) => server.delete(personDn(uid));
  return {
    addUser: add,
    changeUser: (uid, changes) => {
      const lines = Object.entries(changes).flatMap(([name, text]) => [`replace: ${name}`, value(name, text), '-']);
      return modify(personDn(uid), lines);
    },
    removeUser: remove,
    recreateUser: async (uid) => {
      const person = people.get(uid);
      if (person === undefined) throw new Error(`nobody is called ${uid}`);
      await remove(uid);
      await add(person);
    },
    addGroup: (name, members) => {
      return server.add(
        [value('dn', groupDn(name)), 'objectClass: groupOfNames', value('cn', name), ...membersOf(members), ''].join(
          '\n',
        ),
      );
    },
    changeGroup: (name, members) => modify(groupDn(name), ['replace: member', ...membersOf(members)]),
    removeGroup: (name) => server.delete(groupDn(name)),
  };
}

function membersOf({ users = [], groups = [] }: Members): string[] {
  return [...users.map(personDn), ...groups.map(groupDn)].map((dn) => value('member', dn));
}

function personDn(uid: string): string {
  return `uid=${escaped(uid)},${suffix}`;
}

function groupDn(name: string): string {
  return `cn=${escaped(name)},${suffix}`;
}

function escaped(text: string): string {
  return text.replace(/[\\,+;"<>=#]/g, '\\$&');
}

/** A line of LDIF, in base64 so that any text may stand in it. */
function value(name: string, text: string | undefined): string {
  return `${name}:: ${Buffer.from(text ?? '').toString('base64')}`;
}
