import { createServer } from 'node:http';

/** A Teams connector that tells when the final message of a conversation has arrived. */
export async function startConnector() {
  const waiting = new Map();
  let activities = 0;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: `a${++activities}` }));
    const activity = body === '' ? {} : JSON.parse(body);
    if (activity.type === 'message' && activity.attachments?.length > 0) {
      const conversation = decodeURIComponent(request.url.split('/conversations/')[1].split('/')[0]);
      waiting.get(conversation)?.();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    serviceUrl: `http://127.0.0.1:${server.address().port}/`,
    answered: (conversation) => new Promise((resolve) => waiting.set(conversation, resolve)),
    close: () => server.close(),
  };
}
