import type { BodyElement } from '../../../src/protocols/crowd/body/element.ts';
import { readBody } from '../../../src/protocols/crowd/body/read-body.ts';

export const xml = (text: string): BodyElement => readBody(Buffer.from(text), 'application/xml; charset=UTF-8');

export const json = (value: unknown): BodyElement => readBody(Buffer.from(JSON.stringify(value)), 'application/json');

export const deeplyNested = (levels: number): string => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;

export const entityBomb = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>
<user name="&lol3;"/>`;

export const externalEntity = `<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]><user name="&file;"/>`;
