// Where a publication request stands in the approval workflow, derived from the answers of both APIs.

/**
 * The stations of the drawing, each with the workflow's states behind it; a test holds them to its definition.
 * @type {Record<string, readonly string[]>}
 */
export const STATIONS = {
  requested: [],
  contract: ['CheckContract', 'HasContract', 'AwaitContractEvent', 'Duplicate'],
  content: [
    'ModerateImages',
    'AreImagesModerated',
    'ReadTexts',
    'ValidateContent',
    'Evaluated',
    'Evaluate',
    'MayBeShown',
    'AwaitService',
    'WaitForReview',
  ],
  approval: ['WaitForContractApproval'],
  published: ['RecordPublication', 'PublishApproved'],
  declined: [
    'PublishDeclined',
    'PublishEvaluationFailed',
    'SetAside',
    'CanBeAnswered',
    'RequestUnreadable',
    'EvaluationFailed',
    'EvaluationNotTold',
  ],
};
export const WAYS = /** @type {const} */ ([
  ['requested', 'contract'],
  ['contract', 'content'],
  ['content', 'approval'],
  ['approval', 'published'],
  ['contract', 'declined'],
  ['content', 'declined'],
  ['approval', 'declined'],
]);
const LINE = /** @type {const} */ (['requested', 'contract', 'content', 'approval', 'published']);
const CHECKS_MS = 5_000; // the checks take a few seconds; what takes longer waits for the contract

/** @typedef {"requested" | "contract" | "content" | "approval" | "published" | "declined"} Station */
/** @typedef {"ahead" | "done" | "current" | "stopped"} Mark */
/** @typedef {{ code: string, subject: string, message: string }} Reason */
/** @typedef {{ verdict: string | null }} Review */
/** @typedef {{ status: string, reasons: Reason[], requested_at: string | null, is_public?: boolean, review?: Review | null }} Publication */
/** @typedef {{ contract_status: string }} Contract */
/** @typedef {{ station: Station, field: "contract" | "images" | "description" | "publication" }} Fix */

/** The station at which each reason stops a request, and the part of the page where it is fixed.
 * @type {Record<typeof import("../generated/rules.js").REASON_CODES[number], Fix>} */
const FIXES = {
  CONTRACT_NOT_FOUND: { station: 'contract', field: 'contract' },
  CONTRACT_ENDED: { station: 'approval', field: 'contract' },
  CONTRACT_OF_ANOTHER_ADDRESS: { station: 'contract', field: 'contract' },
  CONTRACT_NOT_APPROVED_IN_TIME: { station: 'approval', field: 'contract' },
  NO_IMAGES: { station: 'content', field: 'images' },
  IMAGE_UNSAFE: { station: 'content', field: 'images' },
  IMAGE_UNREADABLE: { station: 'content', field: 'images' },
  DESCRIPTION_NEGATIVE: { station: 'content', field: 'description' },
  DESCRIPTION_LANGUAGE_UNKNOWN: { station: 'content', field: 'description' },
  REVIEW_DECLINED: { station: 'content', field: 'description' },
  REVIEW_NOT_ANSWERED_IN_TIME: { station: 'content', field: 'publication' },
  EVALUATION_FAILED: { station: 'content', field: 'publication' },
};
/** @param {string} code @returns {Fix | undefined} undefined for a code that this site does not know */
const fixFor = (code) => /** @type {Record<string, Fix>} */ (FIXES)[code];

/**
 * Where to fix what a reason is about: a part of the page, and the image if it is about one.
 * @param {Reason} reason
 */
export function fixOf({ code, subject }) {
  const field = fixFor(code)?.field ?? (code.startsWith('CONTRACT_') ? 'contract' : 'publication');
  const image = field === 'images' ? (/\/([0-9a-f-]{36})\/[^/]+$/.exec(subject)?.[1] ?? null) : null;
  return { field, image };
}

/**
 * The mark of every station.
 * @param {Publication} publication
 * @param {ReadonlyArray<Contract>} contracts of the property, newest first
 * @param {number} now in milliseconds
 * @returns {Record<Station, Mark>}
 */
export function marksOf(publication, contracts, now) {
  const station = stationOf(publication, contracts, now);
  const at = LINE.findIndex((one) => one === station);
  const stopped = publication.status === 'DECLINED' || publication.status === 'WITHDRAWN';
  const mark = (/** @type {number} */ index) => {
    if (index < at || station === 'published') return stopped && index === at ? 'stopped' : 'done';
    if (index > at) return 'ahead';
    return stopped ? 'stopped' : 'current';
  };
  const line = LINE.map((one, index) => [one, mark(index)]);
  return Object.fromEntries([...line, ['declined', publication.status === 'DECLINED' ? 'current' : 'ahead']]);
}

/** @param {Publication} publication @param {ReadonlyArray<Contract>} contracts @param {number} now @returns {Station | null} */
export function stationOf({ status, reasons, requested_at, review }, contracts, now) {
  if (status === 'APPROVED' || (status === 'WITHDRAWN' && requested_at)) return 'published';
  if (status === 'DECLINED') {
    const stations = reasons.map(({ code }) => fixFor(code)?.station ?? 'content');
    return LINE.find((station) => stations.includes(station)) ?? 'content';
  }
  if (status !== 'PENDING') return null;
  return review ? (review.verdict ? 'approval' : 'content') : unreviewed(requested_at, contracts, now);
}

/** Where a pending request stands that no person has to look at. @param {string | null} requested_at @param {ReadonlyArray<Contract>} contracts @param {number} now @returns {Station} */
function unreviewed(requested_at, contracts, now) {
  const active = contracts.find(({ contract_status }) => ['DRAFT', 'APPROVED'].includes(contract_status));
  if (!active) return 'contract';
  const checking = now - Date.parse(requested_at ?? '') < CHECKS_MS;
  return active.contract_status === 'APPROVED' || checking ? 'content' : 'approval';
}
