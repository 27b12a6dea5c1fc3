import type { AttributeOwner } from '../../../core/ports/store/serving.ts';
import type {
  CrowdAttributes,
  CrowdCookie,
  CrowdEvent,
  CrowdGroup,
  CrowdMembership,
  CrowdSession,
  CrowdUser,
} from '../entities.ts';
import type { CrowdReason } from '../reasons.ts';

/** How much of a person or group is written: only who it is, all but the attributes, or everything. */
export type Detail = 'reference' | 'entity' | 'attributes';

/** Answers in one of the protocol's two formats. Characters that XML does not allow are left out of every text, in both. */
export interface CrowdWriter {
  /** For the header of the answer. */
  readonly contentType: string;
  user(user: CrowdUser, detail: Detail): string;
  group(group: CrowdGroup, detail: Detail): string;
  users(detail: Detail): ListWriter<CrowdUser>;
  groups(detail: Detail): ListWriter<CrowdGroup>;
  memberships(): ListWriter<CrowdMembership>;
  /** Of one person or group. */
  attributes(owner: AttributeOwner, attributes: CrowdAttributes): string;
  cookie(cookie: CrowdCookie): string;
  session(session: CrowdSession, detail: Detail): string;
  error(reason: CrowdReason, message: string): string;
  /** The token to begin with; null: there are no events to be had. */
  currentToken(token: string | null): string;
  /** What happened up to the token; `detail` is that of people and groups. */
  events(newToken: string, detail: Detail): ListWriter<CrowdEvent>;
}

/**
 * An answer with a list of any length: the start, the items of page after page, and the end. It is for one answer only,
 * as it remembers what has been written.
 */
export interface ListWriter<Item> {
  readonly start: string;
  /** A page in pieces of a size that is quick to make; for lists that are long. */
  pieces(page: Iterable<Item>): Iterable<string>;
  /** The same in one text; for lists that are short. */
  items(page: Iterable<Item>): string;
  readonly end: string;
}
