/** What calls by the name of an application. */
export interface Product {
  /** `Jira`, `Confluence`, …; where the call does not say, the client's own words. */
  readonly product: string;
  readonly version: string | null;
}

const products = ['Jira', 'Confluence', 'Bitbucket', 'Bamboo', 'Fisheye', 'Crucible'];

/** A product's name, and its version where that follows: `Jira/9.12.1`, `Atlassian Confluence 8.5.4`. */
const known = new RegExp(
  String.raw`(?:^|[\s;(])(?:atlassian[ -])?(${products.join('|')})(?: (?:software|data center|server))*` +
    String.raw`(?:[ /-]v?(\d[\w.-]*))?(?=[\s;),]|$)`,
  'i',
);

/** Any other client, as RFC 9110 (10.1.5) has it: `Apache-HttpClient/4.5.13 (Java/11.0.2)`. */
const client = /^([^\s/()]+)(?:\/(\S+))?/;

const longest = 60;

/** Who a `User-Agent` says it is; null where nothing is said. */
export function productOf(agent: string | null): Product | null {
  const said = agent?.trim() ?? '';
  if (said === '') return null;
  const [, name, version] = known.exec(said) ?? client.exec(said) ?? [undefined, said, undefined];
  const product = products.find((one) => one.toLowerCase() === name?.toLowerCase()) ?? name ?? said;
  return { product: product.slice(0, longest), version: version?.slice(0, longest) ?? null };
}
