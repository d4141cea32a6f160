import type { HttpRequest, HttpResponse } from '../../server.ts';
import { type AdmissionRules, admit } from './admission.ts';
import type { KeptReplies } from './keptReplies.ts';
import { fetchSchema, readAs } from './messageSchema.ts';

/** POST /api/logo/replies: the finished replies among those asked for, part by part, as often as asked. */
export function createRepliesReceiver(admission: AdmissionRules, replies: Pick<KeptReplies, 'find'>) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { ids } = await admit(admission, request, (body) => readAs(fetchSchema, body));
    const asked = [...new Set(ids)];
    const found = await Promise.all(asked.map((id) => replies.find(id)));
    const idsThatAre = (state: 'pending' | 'unknown') => asked.filter((_, at) => found[at]?.state === state);
    return {
      status: 200,
      body: {
        replies: found.flatMap((one) => (one.state === 'finished' ? one.parts : [])),
        pending: idsThatAre('pending'),
        unknown: idsThatAre('unknown'),
      },
    };
  };
}
