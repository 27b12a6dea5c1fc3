// Reads the same entries and attributes as the sync does, with nothing but ldapts. Arguments: url, DN, password, suffix.
import { Client } from 'ldapts';

const [url = '', dn = '', password = '', suffix = ''] = process.argv.slice(2);
const client = new Client({ url });
await client.bind(dn, password);
let entries = 0;
const searches = [
  {
    base: `ou=people,${suffix}`,
    filter: '(objectClass=inetOrgPerson)',
    attributes: ['entryUUID', 'uid', 'cn', 'mail', 'ou'],
  },
  { base: `ou=groups,${suffix}`, filter: '(objectClass=groupOfNames)', attributes: ['entryUUID', 'cn', 'member'] },
];
for (const { base, filter, attributes } of searches) {
  for await (const page of client.searchPaginated(base, {
    scope: 'sub',
    filter,
    attributes,
    paged: { pageSize: 1000 },
  })) {
    entries += page.searchEntries.length;
  }
}
await client.unbind();
console.log(entries);
