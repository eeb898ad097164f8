// The story, told with the types of openapi-typescript and the client of openapi-fetch: paths and bodies are checked
// by the compiler, and an answer is the data of its status.

import { readFileSync } from 'node:fs';
import createClient from 'openapi-fetch';
import type { paths as ContractsPaths } from './contracts.js';
import type { paths as WebPaths } from './web.js';

const SECONDS = 120;

type Given = { contracts: string; web: string; token: string; number: string; photo: string };
type Answer<Data> = { data?: Data; error?: unknown; response: Response };

const given = JSON.parse(readFileSync(0, 'utf8')) as Given;
const headers = { Authorization: `Bearer ${given.token}` };
const contracts = createClient<ContractsPaths>({ baseUrl: given.contracts, headers });
const agent = createClient<WebPaths>({ baseUrl: given.web, headers });
const customer = createClient<WebPaths>({ baseUrl: given.web });

function told(step: string, holds: boolean): void {
  if (!holds) throw new Error(`not so: ${step}`);
  console.log(step);
}

/** Return the data of an answer; throw if it has another status. */
function got<Data>({ data, error, response }: Answer<Data>, status = 200): Data {
  if (data === undefined || response.status !== status) throw new Error(`${response.status}: ${JSON.stringify(error)}`);
  return data;
}

/** Look again until something holds, or it is too late. */
async function becomes(holds: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + SECONDS * 1000;
  while (!(await holds())) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return true;
}

const refused = await agent.PUT('/localities/{country}', {
  params: { path: { country: 'usa' } },
  body: { name: 'Usa' },
});
told('an agent is refused what admins do', refused.response.status === 403 && refused.error?.status === 403);

const address = { country: 'USA', city: 'Clientville', street: 'Example Street', number: given.number };
const draft = {
  params: { header: { 'Idempotency-Key': `contract-${given.number}` } },
  body: { address, seller_name: 'Ada Seller' },
};
const contract = got(await contracts.POST('/contracts', draft), 201);
told('the agent drafts a contract', contract.contract_status === 'DRAFT');
const again = got(await contracts.POST('/contracts', draft), 201);
told('the same key gets the same contract', again.contract_id === contract.contract_id);

const listing = got(
  await agent.POST('/properties', {
    body: {
      address,
      description: 'A sunny and friendly house with a lovely garden, close to the park and the school.',
      contract: 'sale',
      listprice: 250000,
      currency: 'USD',
    },
  }),
  201,
);
told('the agent drafts a listing', listing.status === 'DRAFT');
const house = listing.property_id;
const [country = '', city = '', street = '', number = ''] = house.split('/');
const path = { country, city, street, number };
const PROPERTY = '/properties/{country}/{city}/{street}/{number}';

const own = await agent.GET('/agent/listings/{country}/{city}/{street}/{number}', { params: { path } });
const version = own.response.headers.get('ETag') ?? '';
const rooms = {
  params: { path, header: { 'If-Match': version } },
  body: { bedrooms: 3, headline: 'Three rooms and a garden' },
};
told('the agent changes it by its ETag', got(await agent.PATCH(PROPERTY, rooms)).bedrooms === 3);
const late = await agent.PATCH(PROPERTY, rooms);
told('a change by an older ETag is refused', late.response.status === 412 && late.error?.status === 412);

const photo = readFileSync(given.photo);
const upload = { filename: 'front.jpg', content_type: 'image/jpeg', size: photo.length };
const ticket = got(await agent.POST(`${PROPERTY}/images`, { params: { path }, body: upload }), 201);
const form = new FormData();
for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
form.append('file', new Blob([photo], { type: 'image/jpeg' }), 'front.jpg');
told('the agent uploads a photo', (await fetch(ticket.url, { method: 'POST', body: form })).ok);

const isReady = async (): Promise<boolean> => {
  const [one] = got(await agent.GET('/properties', { params: { query: { property_id: house } } }));
  return one?.images[0]?.status === 'READY';
};
told('the photo becomes READY', await becomes(isReady));
const order = [{ image_id: ticket.image_id, alt_text: 'The house' }];
const arranged = got(await agent.PUT(`${PROPERTY}/images`, { params: { path }, body: order }));
told('the agent describes the photo', arranged.images[0]?.alt_text === 'The house');

const asked = got(await agent.POST('/request_approval', { body: { property_id: house } }), 202);
told('the agent asks for publication', asked.request_id !== null);
const hidden = await customer.GET(PROPERTY, { params: { path } });
told('a customer does not find it yet', hidden.response.status === 404);

const moved = async (contract_status: 'APPROVED' | 'CANCELLED'): Promise<boolean> => {
  const answer = await contracts.PUT('/contracts', { body: { property_id: house, contract_status } });
  return got(answer).contract_status === contract_status;
};
told('the agent approves the contract', await moved('APPROVED'));
const isApproved = async (): Promise<boolean> =>
  got(await agent.GET(`${PROPERTY}/publication`, { params: { path } })).status === 'APPROVED';
told('the listing becomes APPROVED', await becomes(isApproved));

const cards = await customer.GET('/search/{country}/{city}/{street}', { params: { path, query: { limit: 100 } } });
told('a customer finds it by search', got(cards).some((card) => card.property_id === house));
const read = await customer.GET(PROPERTY, { params: { path } });
const details = got(read);
told('a customer reads its details', details.listprice === 250000 && details.bedrooms === 3);
const tag = read.response.headers.get('ETag') ?? '';
const same = await customer.GET(PROPERTY, { params: { path, header: { 'If-None-Match': tag } } });
told('what has not changed is not sent again', same.response.status === 304);
const small = details.images[0]?.urls[320] ?? '';
told('a customer sees the photo', await becomes(async () => (await fetch(small)).ok));

const withdrawn = got(await agent.DELETE(PROPERTY, { params: { path } }));
told('the agent takes the listing down', withdrawn?.status === 'WITHDRAWN');
const isGone = async (): Promise<boolean> =>
  (await customer.GET(PROPERTY, { params: { path } })).response.status === 404;
told('a customer finds it no more', await becomes(isGone));
told('the agent cancels the contract', await moved('CANCELLED'));
