// Serves what is in the files of a folder from memory, by bare routes: `node bare-fastify.ts FOLDER`. Prints where.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { fullSynchronisation } from './crowd-client.ts';

const [, , folder = ''] = process.argv;
const app = fastify({ bodyLimit: 1024 * 1024 });
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
const answers = new Map(
  fullSynchronisation.map(([name, , path]) => [path, readFileSync(join(folder, `${name}.xml`))] as const),
);
app.all('/*', (request, reply) => {
  return reply.type('application/xml').send(answers.get(request.url.replace('/rest/usermanagement/1', '')));
});
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
