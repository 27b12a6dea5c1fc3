import type { DirectoryAuthentication } from '../../core/ports/store/index.ts';

/** Every way to check passwords, in the order in which they are offered. */
export const authentications: readonly DirectoryAuthentication[] = ['none', 'source', 'local'];

/** Who checks them, in words: "The passwords of … are checked by …". */
export const checkedBy: { readonly [authentication in DirectoryAuthentication]: string } = {
  none: 'nobody',
  source: 'the identity provider that each person comes from',
  local: 'User Sync',
};
