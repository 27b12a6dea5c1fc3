import { withoutForbidden } from '../xml-characters.ts';

/** Addresses of what is written about. */
export interface Links {
  user(name: string): { readonly self: string; readonly attributes: string; readonly password: string };
  group(name: string): { readonly self: string; readonly attributes: string };
  session(token: string): string;
}

/** `base`: the address that the products are configured with; one slash at its end does not matter. */
export function linksFrom(base: string): Links {
  const root = `${base.endsWith('/') ? base.slice(0, -1) : base}/rest/usermanagement/1`;
  return {
    user: (name) => {
      const argument = `?username=${formEncoded(name)}`;
      const self = `${root}/user`;
      return {
        self: self + argument,
        attributes: `${self}/attribute${argument}`,
        password: `${self}/password${argument}`,
      };
    },
    group: (name) => {
      const argument = `?groupname=${formEncoded(name)}`;
      const self = `${root}/group`;
      return { self: self + argument, attributes: `${self}/attribute${argument}` };
    },
    session: (token) => `${root}/session/${percentEncoded(token)}`,
  };
}

const plain = /^[\w.-]*$/;

/** As in a form: a blank is a `+`. */
function formEncoded(text: string): string {
  return plain.test(text) ? text : percentEncoded(text).replaceAll('%20', '+');
}

const percentEncoded = (text: string): string =>
  encodeURIComponent(withoutForbidden(text)).replace(/[!'()~]/g, percent);

/** What a form encodes and `encodeURIComponent` does not. */
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
