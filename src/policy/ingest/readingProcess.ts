// The process that reads files of rules.
import { serveApart } from '../../reading/apart/serveApart.ts';
import { readBookParts } from './readBooks.ts';
import type { ReadRequest } from './readingMessages.ts';

serveApart(({ path, id }: ReadRequest) => readBookParts(path, id));
