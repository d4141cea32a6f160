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
    if (file === undefined) return answer(response, 404);
    if (folder === 'upload' && request.method === 'PUT') {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      file.bytes = Buffer.concat(chunks);
      server.changed();
      return answer(response, 200);
    }
    if (url.searchParams.get('Authorization') !== `ALB ${server.token()}`) return answer(response, 401);
    if (server.redirect() !== undefined) return answer(response, 302, { location: server.redirect() });
    return answer(response, 200, { 'content-type': file.contentType }, file.bytes);
  };
}

/** In two steps: where restify is loaded, `writeHead` returns nothing. */
function answer(response, status, headers = {}, body = undefined) {
  response.writeHead(status, headers);
  response.end(body);
}
