// The story, told with what Orval makes: a function for each operation, and a Zod schema that each answer obeys.

import { readFileSync } from 'node:fs';
import { DraftContractResponse, MoveContractResponse } from './contracts-answers.js';
import { type ContractStatus, draftContract, moveContract } from './contracts.js';
import {
  ArrangeImagesResponse,
  ChangeListingResponse,
  DraftListingResponse,
  ExpectImageResponse,
  ListListingsResponse,
  ReadListingResponse,
  ReadOwnListingResponse,
  ReadPublicationResponse,
  RequestApprovalResponse,
  SearchStreetResponse,
  WithdrawListingResponse,
} from './web-answers.js';
import {
  arrangeImages,
  changeListing,
  draftListing,
  expectImage,
  listListings,
  readListing,
  readOwnListing,
  readPublication,
  renameCountry,
  requestApproval,
  searchStreet,
  withdrawListing,
} from './web.js';

const SECONDS = 120;

type Given = { contracts: string; web: string; token: string; number: string; photo: string };
type Answer = { data: unknown; status: number };

const given = JSON.parse(readFileSync(0, 'utf8')) as Given;
process.env['CONTRACTS'] = given.contracts;
process.env['WEB'] = given.web;
const signedIn = (more: Record<string, string> = {}): RequestInit => ({
  headers: { Authorization: `Bearer ${given.token}`, ...more },
});

function told(step: string, holds: boolean): void {
  if (!holds) throw new Error(`not so: ${step}`);
  console.log(step);
}

/** Return the data of an answer as its schema reads it; throw if the status or the data are others. */
function got<Data>({ data, status }: Answer, schema: { parse: (data: unknown) => Data }, wanted = 200): Data {
  if (status !== wanted) throw new Error(`${status}: ${JSON.stringify(data)}`);
  return schema.parse(data);
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

const refused = await renameCountry('usa', { name: 'Usa' }, signedIn());
told('an agent is refused what admins do', refused.status === 403 && refused.data.status === 403);

const address = { country: 'USA', city: 'Clientville', street: 'Example Street', number: given.number };
const draft = { address, seller_name: 'Ada Seller' };
const keyed = signedIn({ 'Idempotency-Key': `contract-${given.number}` });
const contract = got(await draftContract(draft, keyed), DraftContractResponse, 201);
told('the agent drafts a contract', contract.contract_status === 'DRAFT');
const again = got(await draftContract(draft, keyed), DraftContractResponse, 201);
told('the same key gets the same contract', again.contract_id === contract.contract_id);

const drafted = await draftListing(
  {
    address,
    description: 'A sunny and friendly house with a lovely garden, close to the park and the school.',
    contract: 'sale',
    listprice: 250000,
    currency: 'USD',
  },
  signedIn(),
);
const listing = got(drafted, DraftListingResponse, 201);
told('the agent drafts a listing', listing.status === 'DRAFT');
const house = listing.property_id;
const [country = '', city = '', street = '', number = ''] = house.split('/');

const own = await readOwnListing(country, city, street, number, signedIn());
got(own, ReadOwnListingResponse);
const version = signedIn({ 'If-Match': own.headers.get('ETag') ?? '' });
const rooms = { bedrooms: 3, headline: 'Three rooms and a garden' };
const changed = await changeListing(country, city, street, number, rooms, version);
told('the agent changes it by its ETag', got(changed, ChangeListingResponse).bedrooms === 3);
const late = await changeListing(country, city, street, number, rooms, version);
told('a change by an older ETag is refused', late.status === 412 && late.data.status === 412);

const photo = readFileSync(given.photo);
const upload = { filename: 'front.jpg', content_type: 'image/jpeg', size: photo.length };
const expected = await expectImage(country, city, street, number, upload, signedIn());
const ticket = got(expected, ExpectImageResponse, 201);
const form = new FormData();
for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
form.append('file', new Blob([photo], { type: 'image/jpeg' }), 'front.jpg');
told('the agent uploads a photo', (await fetch(ticket.url, { method: 'POST', body: form })).ok);

const isReady = async (): Promise<boolean> => {
  const [one] = got(await listListings({ property_id: house }, signedIn()), ListListingsResponse);
  return one?.images[0]?.status === 'READY';
};
told('the photo becomes READY', await becomes(isReady));
const order = [{ image_id: ticket.image_id, alt_text: 'The house' }];
const arranged = await arrangeImages(country, city, street, number, order, signedIn());
told('the agent describes the photo', got(arranged, ArrangeImagesResponse).images[0]?.alt_text === 'The house');

const asked = await requestApproval({ property_id: house }, signedIn());
told('the agent asks for publication', got(asked, RequestApprovalResponse, 202).request_id !== null);
const hidden = await readListing(country, city, street, number);
told('a customer does not find it yet', hidden.status === 404 && hidden.data.status === 404);

const moved = async (contract_status: ContractStatus): Promise<boolean> => {
  const answer = await moveContract({ property_id: house, contract_status }, signedIn());
  return got(answer, MoveContractResponse).contract_status === contract_status;
};
told('the agent approves the contract', await moved('APPROVED'));
const isApproved = async (): Promise<boolean> => {
  const publication = await readPublication(country, city, street, number, signedIn());
  return got(publication, ReadPublicationResponse).status === 'APPROVED';
};
told('the listing becomes APPROVED', await becomes(isApproved));

const cards = got(await searchStreet(country, city, street, { limit: 100 }), SearchStreetResponse);
told('a customer finds it by search', cards.some((card) => card.property_id === house));
const read = await readListing(country, city, street, number);
const details = got(read, ReadListingResponse);
told('a customer reads its details', details.listprice === 250000 && details.bedrooms === 3);
const tag = { headers: { 'If-None-Match': read.headers.get('ETag') ?? '' } };
const same = await readListing(country, city, street, number, tag);
told('what has not changed is not sent again', same.status === 304);
const small = details.images[0]?.urls[320] ?? '';
told('a customer sees the photo', await becomes(async () => (await fetch(small)).ok));

const withdrawn = await withdrawListing(country, city, street, number, signedIn());
told('the agent takes the listing down', got(withdrawn, WithdrawListingResponse).status === 'WITHDRAWN');
const isGone = async (): Promise<boolean> => (await readListing(country, city, street, number)).status === 404;
told('a customer finds it no more', await becomes(isGone));
told('the agent cancels the contract', await moved('CANCELLED'));
