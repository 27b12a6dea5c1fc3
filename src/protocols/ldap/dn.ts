import { attributeTypeKey } from './attribute-types.ts';

/** One `type=value` of a DN; the value without escapes. */
interface Naming {
  readonly type: string;
  readonly value: string;
}

/** What makes a DN not plain: escapes, quotes, letters beyond ASCII, needless blanks, types that may be aliases. */
const notPlain =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
  /[\\"+;#\u0000-\u001f\u007f-\uffff]|[,=] | [,=]| {2}|^ | $|(?:\d|gn|name|mailbox|address|component|userid)=/i;

/**
 * The form in which DNs are compared: without regard to case, one way of escaping, no needless blanks, multi-valued RDNs
 * sorted, one name for each attribute type. A text that is no DN comes back in lower case.
 */
export function normaliseDn(dn: string): string {
  if (!notPlain.test(dn)) return dn.toLowerCase();
  const rdns = parseDn(dn);
  if (rdns === undefined) return dn.trim().toLowerCase();
  return rdns.map((rdn) => rdn.map(written).sort().join('+')).join(',');
}

/** What is wrong with a text as a DN, as the rest of a sentence; undefined when nothing is. */
export function dnProblem(text: string): string | undefined {
  if (text.trim() === '') return 'is empty; give a DN such as ou=people,dc=example,dc=com.';
  if (parseDn(text) !== undefined) return undefined;
  return `is no DN: "${text}"; give one such as ou=people,dc=example,dc=com.`;
}

/** Whether `dn` is `base` or lies below it; both normalised. The empty base holds everything. */
export function isWithin(dn: string, base: string): boolean {
  return base === '' || dn === base || dn.endsWith(`,${base}`);
}

/** RDNs from the entry upwards (RFC 4514, and the quotes and semicolons of RFC 1779); undefined for malformed ones. */
function parseDn(dn: string): Naming[][] | undefined {
  const rdns: Naming[][] = [[]];
  let at = 0;
  while (at <= dn.length) {
    const equals = dn.indexOf('=', at);
    if (equals === -1) return undefined;
    const type = dn.slice(at, equals).trim();
    if (!/^(?:[a-z][a-z0-9-]*|(?:oid\.)?\d+(?:\.\d+)*)$/i.test(type)) return undefined;
    const parsed = readValue(dn, equals + 1);
    if (parsed === undefined) return undefined;
    rdns.at(-1)?.push({ type: attributeTypeKey(type.replace(/^oid\./i, '')), value: parsed.value });
    if (parsed.end >= dn.length) return rdns;
    if (dn[parsed.end] !== '+') rdns.push([]);
    at = parsed.end + 1;
  }
  return undefined;
}

/** Reads a value up to its separator. */
function readValue(dn: string, start: number): { readonly value: string; readonly end: number } | undefined {
  let bytes: number[] = [];
  let value = '';
  let quoted = false;
  const flush = () => {
    if (bytes.length > 0) value += Buffer.from(bytes).toString('utf8');
    bytes = [];
  };
  for (let at = start; ; at += 1) {
    const character = dn[at];
    if (character === undefined || (!quoted && (character === ',' || character === '+' || character === ';'))) {
      flush();
      return quoted ? undefined : { value, end: at };
    }
    if (character === '\\') {
      const hex = dn.slice(at + 1, at + 3);
      if (/^[0-9a-f]{2}$/i.test(hex)) {
        bytes.push(Number.parseInt(hex, 16));
        at += 2;
        continue;
      }
      const escaped = dn[at + 1];
      if (escaped === undefined) return undefined;
      flush();
      value += escaped;
      at += 1;
      continue;
    }
    flush();
    if (character === '"') quoted = !quoted;
    else value += character;
  }
}

/** As string preparation for caseIgnoreMatch has it (RFC 4518): NFKC, folded, blanks at the ends and doubled ones gone. */
function written({ type, value }: Naming): string {
  const folded = value.normalize('NFKC').toLowerCase().normalize('NFKC');
  const spaced = folded.trim().replace(/\s+/g, ' ');
  return `${type}=${spaced.replace(/[\\,+;"]/g, '\\$&').replace(/^#/, '\\#')}`;
}
