import { connect, createServer, type Socket } from 'node:net';

/** A door in front of a server that lets so many bytes of its answers through and then nothing. */
export interface Gate {
  readonly url: string;
  /** Resolves when the door has closed: whoever reads is in the middle of an answer. */
  readonly closed: Promise<void>;
  stop(): Promise<void>;
}

export async function startGate(server: string, bytes: number): Promise<Gate> {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  let left = bytes;
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const gate = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      if (left <= 0) return;
      client.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) close();
    });
  });
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  const address = gate.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `ldap://127.0.0.1:${own}`,
    closed,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => gate.close(resolve));
    },
  };
}
