import type { FastifyReply } from 'fastify';
import type { Failure } from '../../core/errors.ts';

/** A page for somebody who came back from the provider and may not come in. It stands alone: no script, no session. */
export function sendRefusal(reply: FastifyReply, { kind, message, remedy = '' }: Failure): FastifyReply {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Log-in refused · User Sync</title></head>
<body style="font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1rem; color-scheme: light dark">
<main><h1>You are not logged in</h1><p>${escaped(message)}</p><p>${escaped(remedy)}</p><p><a href="/log-in">To the log-in page</a></p></main>
</body>
</html>
`;
  return reply
    .code(kind === 'transient' ? 503 : 403)
    .type('text/html; charset=utf-8')
    .send(html);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
