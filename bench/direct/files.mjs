/**
 * Answers PUT /upload/ID and GET /albero-app-server/files/ID, the latter with the token in the query as direct-js puts it.
 * @param {import('./world.mjs').World} world
 * @param {{token: () => string, changed: () => void, redirect: () => string | undefined}} server
 */
export function createFileRequests(world, server) {
  return async (request, response) => {
    const url = new URL(request.url, 'https://fake');
    const [, folder, id] = /^\/(upload|albero-app-server\/files)\/(\d+)$/.exec(url.pathname) ?? [];
    const file = id === undefined ? undefined : world.files.get(BigInt(id));
    if (file === undefined) return response.writeHead(404).end();
    if (folder === 'upload' && request.method === 'PUT') {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      file.bytes = Buffer.concat(chunks);
      server.changed();
      return response.writeHead(200).end();
    }
    if (url.searchParams.get('Authorization') !== `ALB ${server.token()}`) return response.writeHead(401).end();
    if (server.redirect() !== undefined) return response.writeHead(302, { location: server.redirect() }).end();
    return response.writeHead(200, { 'content-type': file.contentType }).end(file.bytes);
  };
}
